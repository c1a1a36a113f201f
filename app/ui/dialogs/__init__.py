"""Questions and details beside the main window; opened, never executed."""
