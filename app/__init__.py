"""Curbside, the desktop app: an end-to-end-encrypted messenger for clinics."""
