"""Windows: they render what the store holds and send commands."""
