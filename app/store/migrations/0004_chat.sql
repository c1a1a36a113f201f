-- Answers, edits, taking back, reactions, and how the person keeps conversations.

-- messages.py. `text` is the wording that holds now, empty once `recalled_at_ms` is set. `marked`:
-- there may be reactions to the row, or marks of our own that are not sent; saves looking for them.
ALTER TABLE messages ADD COLUMN reply_sender   BLOB;
ALTER TABLE messages ADD COLUMN reply_message  BLOB;
ALTER TABLE messages ADD COLUMN forwarded      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN revision       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN edited_at_ms   INTEGER;
ALTER TABLE messages ADD COLUMN recalled_at_ms INTEGER;
ALTER TABLE messages ADD COLUMN marked         INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_answers ON messages (conversation_id, reply_message)
    WHERE reply_message IS NOT NULL;
CREATE INDEX messages_arrival ON messages (conversation_id, arrived_at_ms, position);

-- marks.py. Wordings that hold no more.
CREATE TABLE message_versions (
    row_id   INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    text     TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (row_id, revision)
) STRICT;
-- One of each person. An empty emoji stays, so that a reaction that comes late is known as older.
CREATE TABLE reactions (
    row_id     INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    account_id BLOB NOT NULL,
    emoji      TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (row_id, account_id)
) STRICT;
-- What this device said about a message: sent again if it gets lost, shown while it is not sent.
CREATE TABLE sent_marks (
    mark_id  BLOB PRIMARY KEY,
    row_id   INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    state    TEXT NOT NULL
) STRICT;
CREATE INDEX sent_marks_row ON sent_marks (row_id, at_ms);
CREATE INDEX sent_marks_open ON sent_marks (row_id) WHERE state <> 'sent';
-- What others said about a message that is not here (yet).
CREATE TABLE waiting_marks (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id BLOB NOT NULL,
    message_id      BLOB NOT NULL,
    author          BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    device_id       BLOB NOT NULL,
    content         BLOB NOT NULL,
    sent_at_ms      INTEGER NOT NULL,
    arrived_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_marks_target ON waiting_marks (conversation_id, message_id, author, number);
CREATE INDEX waiting_marks_account ON waiting_marks (account_id, number);
CREATE INDEX waiting_marks_age ON waiting_marks (arrived_at_ms);

-- conversations.py
ALTER TABLE conversations ADD COLUMN pinned_at_ms   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN muted_until_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN marked_unread  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN changed_at_ms  INTEGER NOT NULL DEFAULT 0;

-- outbox.py. When the person made a mark, which has no row that says so; 0 for all others.
ALTER TABLE outbox ADD COLUMN written_at_ms INTEGER NOT NULL DEFAULT 0;
