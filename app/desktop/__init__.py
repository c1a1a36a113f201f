"""What the operating system offers: keyring, idle time, single instance, policy."""
