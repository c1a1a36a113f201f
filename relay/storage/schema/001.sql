-- The relay's database, version 1. Everything in it is ciphertext, public keys, ids, sizes and times.

-- The append-only log (PROTOCOL.md section 3), and the last checkpoint that was signed over it.
CREATE TABLE log_entry (
    position INTEGER PRIMARY KEY,
    entry    BLOB NOT NULL
);
CREATE TABLE checkpoint (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    size INTEGER NOT NULL,
    note BLOB NOT NULL
);

-- One row a device that ever was in the log. `floor` is the highest sequence number that was
-- deleted, so that numbers are never given twice; `closed` once the device is revoked.
CREATE TABLE mailbox (
    id     INTEGER PRIMARY KEY,
    device BLOB NOT NULL UNIQUE,
    floor  INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0
);

-- A rowid table in order of arrival with an index, not WITHOUT ROWID: clustering by device was
-- measured two to three times slower, because each commit then touches as many pages as devices.
-- A body for one recipient lies beside its envelope, a shared one once in `body`.
CREATE TABLE envelope (
    id          INTEGER PRIMARY KEY,
    mailbox     INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    wake        INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    sender      BLOB NOT NULL,
    submission  BLOB NOT NULL,
    body_id     INTEGER,
    size        INTEGER NOT NULL,
    envelope    BLOB NOT NULL,
    body        BLOB
);
CREATE UNIQUE INDEX envelope_by_mailbox ON envelope (mailbox, seq);
CREATE INDEX envelope_by_body ON envelope (body_id) WHERE body_id IS NOT NULL;
CREATE TABLE body (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);

-- Ids of stored submissions, so that a repeat gets the same answer: one row a commit, `ids` is
-- (sender's mailbox u32 | submission id 16) repeated. Looked up in memory.
CREATE TABLE submission_batch (
    id      INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    ids     BLOB NOT NULL
);

-- Prekeys as they were uploaded. One that was handed out or replaced stays without its bytes, so
-- that a repeated upload cannot bring it back.
CREATE TABLE prekey (
    id        INTEGER PRIMARY KEY,
    mailbox   INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    key_id    INTEGER NOT NULL,
    not_after INTEGER NOT NULL,
    taken_ms  INTEGER,
    prekey    BLOB
);
CREATE UNIQUE INDEX prekey_by_key ON prekey (mailbox, kind, key_id);
CREATE INDEX prekey_available ON prekey (mailbox, kind, id) WHERE taken_ms IS NULL;

CREATE TABLE claim (
    mailbox  INTEGER NOT NULL,
    claim_id BLOB NOT NULL,
    time_ms  INTEGER NOT NULL,
    answer   BLOB NOT NULL,
    PRIMARY KEY (mailbox, claim_id)
);

-- Encrypted profiles; `revision` only ever rises.
CREATE TABLE profile (
    revision   INTEGER PRIMARY KEY AUTOINCREMENT,
    account    BLOB NOT NULL UNIQUE,
    commitment BLOB NOT NULL,
    opening    BLOB NOT NULL
);
