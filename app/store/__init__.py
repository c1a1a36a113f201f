"""The encrypted profile database."""
