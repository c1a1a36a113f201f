"""Linking a workstation: two devices that know one secret and nothing else of each other.

relay/PROTOCOL.md section 10. Pure: messages in, messages out, no I/O. `new_device` and `old_device`
are the two sides, each with its table of states.
"""
