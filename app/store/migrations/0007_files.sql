-- Files of messages, members who are mentioned, and what was saved outside Curbside.

-- messages.py. `file_words`: the name of the row's file and what was typed of a voice note, to be
-- searched; empty exactly when the row has no file. `mentions`: JSON, [[start, length, hex]...].
ALTER TABLE messages ADD COLUMN file_words TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN mentions   TEXT;
CREATE INDEX messages_files ON messages (row_id) WHERE file_words <> '';

-- files.py. One row for each message with a file. Columns of things unknown are NULL.
CREATE TABLE files (
    row_id       INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
    file_id      BLOB NOT NULL,
    blob_id      BLOB NOT NULL,
    key          BLOB NOT NULL,
    digest       BLOB NOT NULL,
    stored       INTEGER NOT NULL,
    size         INTEGER NOT NULL,
    name         TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    state        TEXT NOT NULL,
    done         INTEGER NOT NULL,
    failure      TEXT,
    width        INTEGER NOT NULL,
    height       INTEGER NOT NULL,
    duration_ms  INTEGER NOT NULL,
    thumb_width  INTEGER,
    thumb_height INTEGER,
    thumb_pixels BLOB,
    waveform     BLOB,
    transcript   TEXT,
    local_name   TEXT NOT NULL,
    place        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX files_moving ON files (row_id) WHERE state IN ('preparing', 'uploading', 'downloading');
CREATE INDEX files_local ON files (local_name) WHERE local_name <> '';
-- What is to be deleted on this disk, and at the relay. Written with what makes it so; the deeds
-- follow, and are repeated until they succeed.
CREATE TABLE dropped_files (
    local_name TEXT PRIMARY KEY
) STRICT;
CREATE TABLE dropped_blobs (
    blob_id BLOB PRIMARY KEY,
    place   TEXT NOT NULL
) STRICT;
CREATE TRIGGER files_deleted AFTER DELETE ON files WHEN old.local_name <> '' BEGIN
    INSERT OR IGNORE INTO dropped_files (local_name) VALUES (old.local_name);
END;
CREATE TRIGGER files_let_go AFTER UPDATE OF local_name ON files
    WHEN old.local_name <> '' AND old.local_name <> new.local_name BEGIN
    INSERT OR IGNORE INTO dropped_files (local_name) VALUES (old.local_name);
END;
-- saved_files.py: the audit trail. It outlives the messages.
CREATE TABLE saved_files (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms           INTEGER NOT NULL,
    name            TEXT NOT NULL,
    conversation_id BLOB NOT NULL,
    title           TEXT NOT NULL,
    folder          TEXT NOT NULL,
    size            INTEGER NOT NULL,
    printed         INTEGER NOT NULL
) STRICT;

-- search.py: a row is found by its file's words too, and by having a file at all. What rows without
-- one are indexed by stays as it was.
DROP TRIGGER messages_search_insert;
DROP TRIGGER messages_search_delete;
DROP TRIGGER messages_search_update;
DROP VIEW searchable_messages;
CREATE VIEW searchable_messages AS
    SELECT row_id,
        char(29) || 'c' || substr(hex(conversation_id), 1, 16)
        || char(29) || iif(outgoing, 'mine', 'theirs')
        || iif(file_words = '', '', char(29) || 'file') || char(30) || text
        || iif(file_words = '', '', char(10) || file_words) AS words
    FROM messages WHERE kind = 'text';
CREATE TRIGGER messages_search_insert AFTER INSERT ON messages WHEN new.kind = 'text' BEGIN
    INSERT INTO message_search (rowid, words) VALUES (new.row_id,
        char(29) || 'c' || substr(hex(new.conversation_id), 1, 16)
        || char(29) || iif(new.outgoing, 'mine', 'theirs')
        || iif(new.file_words = '', '', char(29) || 'file') || char(30) || new.text
        || iif(new.file_words = '', '', char(10) || new.file_words));
END;
CREATE TRIGGER messages_search_delete AFTER DELETE ON messages WHEN old.kind = 'text' BEGIN
    INSERT INTO message_search (message_search, rowid, words) VALUES ('delete', old.row_id,
        char(29) || 'c' || substr(hex(old.conversation_id), 1, 16)
        || char(29) || iif(old.outgoing, 'mine', 'theirs')
        || iif(old.file_words = '', '', char(29) || 'file') || char(30) || old.text
        || iif(old.file_words = '', '', char(10) || old.file_words));
END;
CREATE TRIGGER messages_search_update
    AFTER UPDATE OF row_id, conversation_id, outgoing, kind, text, file_words ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, words)
        SELECT 'delete', old.row_id,
            char(29) || 'c' || substr(hex(old.conversation_id), 1, 16)
            || char(29) || iif(old.outgoing, 'mine', 'theirs')
            || iif(old.file_words = '', '', char(29) || 'file') || char(30) || old.text
            || iif(old.file_words = '', '', char(10) || old.file_words)
        WHERE old.kind = 'text';
    INSERT INTO message_search (rowid, words)
        SELECT new.row_id,
            char(29) || 'c' || substr(hex(new.conversation_id), 1, 16)
            || char(29) || iif(new.outgoing, 'mine', 'theirs')
            || iif(new.file_words = '', '', char(29) || 'file') || char(30) || new.text
            || iif(new.file_words = '', '', char(10) || new.file_words)
        WHERE new.kind = 'text';
END;
