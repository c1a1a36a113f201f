"""Playing and recording, between the sound devices and the widgets that show it."""
