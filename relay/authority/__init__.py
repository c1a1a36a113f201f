"""The clinic's authority: who belongs to the clinic. It runs on IT's machine, not on the relay."""
