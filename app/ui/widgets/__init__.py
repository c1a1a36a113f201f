"""The parts that windows and dialogs are put together from."""
