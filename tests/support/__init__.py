"""Helpers of the tests themselves: what `conftest.py` is made of."""
