"""Help that works without a network and without an open profile."""
