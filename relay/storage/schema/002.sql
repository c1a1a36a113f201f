-- Version 2: recovery kits, the recovery invites that were used, and when devices were last seen.

-- The sealed account key of a person who has a recovery kit (PROTOCOL.md section 11). A row whose
-- `sealed` is empty remembers the version of one that its owner deleted.
CREATE TABLE recovery (
    account BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    sealed  BLOB NOT NULL
);

-- Invite keys of certificates of purpose 3 that have added a device. They never stand in the log.
CREATE TABLE recovery_invite (
    invite_key BLOB PRIMARY KEY,
    used_ms    INTEGER NOT NULL
) WITHOUT ROWID;

-- When a device was last connected, to the minute.
CREATE TABLE device_seen (
    mailbox INTEGER PRIMARY KEY,
    seen_ms INTEGER NOT NULL
);
