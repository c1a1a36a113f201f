"""Windows that show files: decoded by a process of their own, drawn here, never written down."""
