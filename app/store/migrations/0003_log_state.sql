-- log.py: what the replica makes of the first `size` entries, so that a start need not replay them
CREATE TABLE log_state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    size     INTEGER NOT NULL,
    state    BLOB NOT NULL
) STRICT;
