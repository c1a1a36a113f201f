"""Untrusted files, decoded in a process of their own; the microphone and the loudspeaker.

`process.py` is this side, `worker.py` the other; `decoders/` run there alone. Nothing here uses Qt.
"""
