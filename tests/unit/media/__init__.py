"""Decoders, their process and its walls."""
