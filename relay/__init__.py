"""Curbside's relay: it stores and forwards ciphertext, and keeps the log of public keys."""

__version__ = "0.1.0"
