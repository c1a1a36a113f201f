-- The whole first schema. Ids are the raw bytes of app/core/ids.py. Every index serves a query of
-- the table module named above it; tests/unit/store/test_query_plans.py holds them to it.

-- settings.py
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- log.py: the verified replica of the clinic's log
CREATE TABLE log_entries (
    log_index INTEGER PRIMARY KEY,
    entry     BLOB NOT NULL
) STRICT;
CREATE TABLE log_note (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    note     BLOB NOT NULL
) STRICT;

-- people.py
CREATE TABLE profiles (
    account_id BLOB PRIMARY KEY,
    commitment BLOB NOT NULL,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    department TEXT NOT NULL,
    staff_id   TEXT NOT NULL
) STRICT;
CREATE TABLE trust (
    account_id     BLOB PRIMARY KEY,
    accepted_key   BLOB NOT NULL,
    verified_key   BLOB,
    verified_at_ms INTEGER,
    mismatch_key   BLOB
) STRICT;

-- conversations.py. `activity` orders the list: the row id of the newest row, or of the newest row
-- anywhere when a draft began. No clock, so a wrong one cannot shuffle the list.
CREATE TABLE conversations (
    conversation_id BLOB PRIMARY KEY,
    account_id      BLOB NOT NULL,
    last_row_id     INTEGER,
    unread          INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
    draft           TEXT NOT NULL DEFAULT '',
    activity        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- messages.py. AUTOINCREMENT: a row id is never used twice, so models may keep them.
CREATE TABLE messages (
    row_id          INTEGER PRIMARY KEY AUTOINCREMENT,
    position        REAL NOT NULL,
    conversation_id BLOB NOT NULL REFERENCES conversations,
    message_id      BLOB NOT NULL,
    sender_account  BLOB NOT NULL,
    sender_device   BLOB NOT NULL,
    sender_seq      INTEGER NOT NULL,
    outgoing        INTEGER NOT NULL,
    unread          INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    text            TEXT NOT NULL,
    sent_at_ms      INTEGER NOT NULL,
    arrived_at_ms   INTEGER NOT NULL,
    state           TEXT NOT NULL,
    failure         TEXT,
    skewed          INTEGER NOT NULL,
    devset_hash     BLOB NOT NULL,
    log_size        INTEGER NOT NULL,
    log_root        BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_timeline ON messages (conversation_id, position);
CREATE UNIQUE INDEX messages_identity ON messages (conversation_id, message_id, sender_account);
CREATE INDEX messages_sequence
    ON messages (conversation_id, sender_device, sender_seq, position) WHERE sender_seq > 0;
CREATE INDEX messages_unread ON messages (conversation_id, position) WHERE unread = 1;
CREATE INDEX messages_outgoing ON messages (message_id) WHERE outgoing = 1;

-- Full text search over what people wrote. The view keeps notices and unknown kinds out, and lets
-- FTS5's 'rebuild' give the same index as the triggers. 'secure-delete' makes FTS5 remove the terms
-- of a deleted row at once; 'columnsize' only serves ranking, and hits come newest first.
CREATE VIEW searchable_messages AS
    SELECT row_id, text FROM messages WHERE kind = 'text';
CREATE VIRTUAL TABLE message_search USING fts5 (
    text,
    content = 'searchable_messages',
    content_rowid = 'row_id',
    columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER messages_search_insert AFTER INSERT ON messages WHEN new.kind = 'text' BEGIN
    INSERT INTO message_search (rowid, text) VALUES (new.row_id, new.text);
END;
CREATE TRIGGER messages_search_delete AFTER DELETE ON messages WHEN old.kind = 'text' BEGIN
    INSERT INTO message_search (message_search, rowid, text)
        VALUES ('delete', old.row_id, old.text);
END;
CREATE TRIGGER messages_search_update AFTER UPDATE OF kind, text ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, text)
        SELECT 'delete', old.row_id, old.text WHERE old.kind = 'text';
    INSERT INTO message_search (rowid, text)
        SELECT new.row_id, new.text WHERE new.kind = 'text';
END;

CREATE TABLE deliveries (
    message_id      BLOB NOT NULL,
    device_id       BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    sender_seq      INTEGER NOT NULL,
    submission_id   BLOB NOT NULL,
    sent_at_ms      INTEGER,
    delivered_at_ms INTEGER,
    read_at_ms      INTEGER,
    PRIMARY KEY (message_id, device_id)
) STRICT;
CREATE INDEX deliveries_sequence ON deliveries (device_id, sender_seq);
CREATE INDEX deliveries_open ON deliveries (device_id, sender_seq) WHERE delivered_at_ms IS NULL;
CREATE INDEX deliveries_submission ON deliveries (submission_id);

-- sessions.py
CREATE TABLE sessions (
    session_id      BLOB PRIMARY KEY,
    device_id       BLOB NOT NULL,
    transcript_hash BLOB NOT NULL,
    state           BLOB NOT NULL,
    initiated_by_us INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_device ON sessions (device_id, created_at_ms);
CREATE TABLE sending_sessions (
    device_id  BLOB PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES sessions ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX sending_sessions_session ON sending_sessions (session_id);
CREATE TABLE transcripts (
    transcript_hash  BLOB PRIMARY KEY,
    remembered_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX transcripts_age ON transcripts (remembered_at_ms);
CREATE TABLE prekeys (
    kind         INTEGER NOT NULL,
    key_id       INTEGER NOT NULL,
    secret       BLOB NOT NULL,
    not_after_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, key_id)
) STRICT;
CREATE INDEX prekeys_age ON prekeys (not_after_ms);
CREATE TABLE prekey_counters (
    kind    INTEGER PRIMARY KEY,
    next_id INTEGER NOT NULL
) STRICT;
CREATE TABLE peers (
    device_id       BLOB PRIMARY KEY,
    account_id      BLOB NOT NULL,
    next_send_seq   INTEGER NOT NULL,
    received_upto   INTEGER NOT NULL,
    missing         BLOB NOT NULL,
    delivered_told  INTEGER NOT NULL,
    read_upto       INTEGER NOT NULL,
    read_told       INTEGER NOT NULL,
    they_have_upto  INTEGER NOT NULL,
    they_read_upto  INTEGER NOT NULL,
    repair_asked_ms INTEGER NOT NULL
) STRICT;

-- outbox.py. `row` only ever rises, so a place in the queue is never given twice.
CREATE TABLE outbox (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_order     INTEGER NOT NULL,
    submission_id   BLOB NOT NULL UNIQUE,
    conversation_id BLOB NOT NULL,
    message_id      BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    complete        INTEGER NOT NULL,
    log_size        INTEGER NOT NULL,
    body            BLOB NOT NULL,
    recipients      BLOB NOT NULL,
    content         BLOB NOT NULL,
    held            INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_pending ON outbox (queue_order, row) WHERE held = 0;
CREATE INDEX outbox_account ON outbox (account_id, queue_order, row);
CREATE INDEX outbox_message ON outbox (message_id, queue_order, row);
