"""The Double Ratchet with an ML-KEM-768 step (relay/PROTOCOL.md section 8)."""
