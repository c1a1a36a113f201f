"""The protocol, pure but for `system_random`: one concept a file (relay/PROTOCOL.md)."""
