"""The style sheet template and the icons, as package data."""
