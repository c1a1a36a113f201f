"""The screens that fill the window: first run, unlocking, and the main one."""
