-- search.py: any part of a word is found, in any script. The tokenizer is the program's own
-- (app/store/search.py), so only its own connections can open this table. What it is given is the
-- scope of a row (its conversation, its direction) and the text. 'detail = none' keeps which rows
-- hold a term and not where, because what is found is compared with the text itself; the prefix
-- indexes answer searches for one or two characters. The index is filled when the database is
-- opened next, and again when the rules of comparing change.
DROP TRIGGER messages_search_insert;
DROP TRIGGER messages_search_delete;
DROP TRIGGER messages_search_update;
DROP TABLE message_search;
DROP VIEW searchable_messages;
CREATE VIEW searchable_messages AS
    SELECT row_id,
        char(29) || 'c' || substr(hex(conversation_id), 1, 16)
        || char(29) || iif(outgoing, 'mine', 'theirs') || char(30) || text AS words
    FROM messages WHERE kind = 'text';
CREATE VIRTUAL TABLE message_search USING fts5 (
    words,
    content = 'searchable_messages',
    content_rowid = 'row_id',
    columnsize = 0,
    detail = 'none',
    prefix = '1 2',
    tokenize = 'curbside'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER messages_search_insert AFTER INSERT ON messages WHEN new.kind = 'text' BEGIN
    INSERT INTO message_search (rowid, words) VALUES (new.row_id,
        char(29) || 'c' || substr(hex(new.conversation_id), 1, 16)
        || char(29) || iif(new.outgoing, 'mine', 'theirs') || char(30) || new.text);
END;
CREATE TRIGGER messages_search_delete AFTER DELETE ON messages WHEN old.kind = 'text' BEGIN
    INSERT INTO message_search (message_search, rowid, words) VALUES ('delete', old.row_id,
        char(29) || 'c' || substr(hex(old.conversation_id), 1, 16)
        || char(29) || iif(old.outgoing, 'mine', 'theirs') || char(30) || old.text);
END;
CREATE TRIGGER messages_search_update
    AFTER UPDATE OF row_id, conversation_id, outgoing, kind, text ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, words)
        SELECT 'delete', old.row_id,
            char(29) || 'c' || substr(hex(old.conversation_id), 1, 16)
            || char(29) || iif(old.outgoing, 'mine', 'theirs') || char(30) || old.text
        WHERE old.kind = 'text';
    INSERT INTO message_search (rowid, words)
        SELECT new.row_id,
            char(29) || 'c' || substr(hex(new.conversation_id), 1, 16)
            || char(29) || iif(new.outgoing, 'mine', 'theirs') || char(30) || new.text
        WHERE new.kind = 'text';
END;
-- When something came and what is unread, newest first: the filters by date and "unread".
CREATE INDEX messages_arrived ON messages (arrived_at_ms);
CREATE INDEX messages_unread_newest ON messages (row_id) WHERE unread = 1;
DELETE FROM settings WHERE name = 'search-index';
