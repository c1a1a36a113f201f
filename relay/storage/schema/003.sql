-- Version 3: blobs, the encrypted bytes of files (PROTOCOL.md section 5.7). The bytes lie beside the
-- database, one file each.

-- `start` is how many bytes are on disk and synced, `time_ms` when the last of them came, or when the
-- blob was completed. `token` opens the upload, and `device` is who asked for it; both go some time
-- after the blob is complete. `checked_ms` is when its bytes were last compared with `digest`.
CREATE TABLE blob (
    id         INTEGER PRIMARY KEY,
    blob       BLOB NOT NULL UNIQUE,
    account    BLOB NOT NULL,
    name       TEXT NOT NULL UNIQUE,
    length     INTEGER NOT NULL,
    digest     BLOB NOT NULL,
    start      INTEGER NOT NULL DEFAULT 0,
    time_ms    INTEGER NOT NULL,
    complete   INTEGER NOT NULL DEFAULT 0,
    checked_ms INTEGER NOT NULL DEFAULT 0,
    token      BLOB,
    device     BLOB
);
CREATE INDEX blob_by_account ON blob (account, complete, length);
CREATE INDEX blob_by_time ON blob (complete, time_ms);
CREATE INDEX blob_by_check ON blob (checked_ms) WHERE complete = 1;
CREATE INDEX blob_by_token ON blob (id) WHERE token IS NOT NULL;

-- Sums over all blobs, so that no upload has to count them.
CREATE TABLE blob_total (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL,
    bytes INTEGER NOT NULL
);
INSERT INTO blob_total (id, count, bytes) VALUES (1, 0, 0);
CREATE TRIGGER blob_added AFTER INSERT ON blob BEGIN
    UPDATE blob_total SET count = count + 1, bytes = bytes + NEW.length;
END;
CREATE TRIGGER blob_gone AFTER DELETE ON blob BEGIN
    UPDATE blob_total SET count = count - 1, bytes = bytes - OLD.length;
END;

-- How much an account has begun to upload on a day (days since 1970, UTC).
CREATE TABLE blob_day (
    account BLOB NOT NULL,
    day     INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) WITHOUT ROWID;
