"""The encrypted profile database (DESIGN section 7), one file a table family."""
