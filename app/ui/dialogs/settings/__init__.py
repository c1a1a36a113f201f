"""The settings: a list of sections on the left, one file for each section."""
