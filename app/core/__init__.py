"""Pure values and rules: no Qt, no I/O, no clock, no randomness except as arguments."""
