"""The log of public keys as a client sees it: every rule is checked here, nothing is believed.

relay/PROTOCOL.md section 3. This package shares no code with the relay's prover; the two must agree
on every verdict of tests/vectors/log.json.
"""
