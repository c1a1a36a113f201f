"""Curbside, the desktop app: an end-to-end-encrypted messenger for clinics."""

__version__ = "0.1.0"
