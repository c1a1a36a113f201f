"""Emoji: the catalogue, the font that draws them, the picker, quick reactions, completion."""
