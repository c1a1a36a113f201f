"""The log of public keys as the relay keeps it: entries, rules, tree and signed checkpoints."""
