"""How rows are painted. One delegate a list, never one widget a message."""
