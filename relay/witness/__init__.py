"""A witness: another machine that cosigns a log's checkpoints while the log only grows.

It keeps the last checkpoint it cosigned and demands a consistency proof for each later one (C2SP
tlog-witness, PROTOCOL.md section 13). A relay that shows two people different logs cannot have
both cosigned. It shares no verification code with the relay that makes the proofs.
"""
