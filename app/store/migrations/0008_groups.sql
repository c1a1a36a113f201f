-- Groups (relay/PROTOCOL.md section 14) and broadcast lists.

-- groups.py. What the newest roster that holds says, looked up; `rosters` and `leaves` prove it.
CREATE TABLE groups (
    conversation_id BLOB PRIMARY KEY,
    title           TEXT NOT NULL,
    picture_width   INTEGER NOT NULL DEFAULT 0,
    picture_height  INTEGER NOT NULL DEFAULT 0,
    picture_pixels  BLOB,
    state           TEXT NOT NULL,
    passes_history  INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    roster_hash     BLOB NOT NULL,
    log_size        INTEGER NOT NULL,
    forked          INTEGER NOT NULL
) STRICT;
CREATE TABLE group_members (
    conversation_id BLOB NOT NULL REFERENCES groups ON DELETE CASCADE,
    account_id      BLOB NOT NULL,
    account_key     BLOB NOT NULL,
    role            INTEGER NOT NULL,
    has_left        INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, account_id)
) STRICT;
CREATE INDEX group_members_account ON group_members (account_id, has_left, conversation_id);
CREATE TABLE rosters (
    roster_hash     BLOB PRIMARY KEY,
    conversation_id BLOB NOT NULL,
    epoch           INTEGER NOT NULL,
    roster          BLOB NOT NULL,
    holds           INTEGER NOT NULL
) STRICT;
CREATE INDEX rosters_group ON rosters (conversation_id, epoch, roster_hash);
CREATE TABLE leaves (
    conversation_id BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    roster_hash     BLOB NOT NULL,
    leave           BLOB NOT NULL,
    PRIMARY KEY (conversation_id, account_id, roster_hash)
) STRICT;
-- Rosters and leaves that cannot be judged yet, and those of groups that do not list this person.
CREATE TABLE waiting_rosters (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id BLOB NOT NULL,
    item_hash       BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    kind            INTEGER NOT NULL,
    item            BLOB NOT NULL,
    arrived_at_ms   INTEGER NOT NULL
) STRICT;
-- Each person who brings something has a copy of it here, so that nobody can push out others'.
CREATE UNIQUE INDEX waiting_rosters_item
    ON waiting_rosters (conversation_id, item_hash, account_id);
CREATE INDEX waiting_rosters_account ON waiting_rosters (account_id, number);
CREATE INDEX waiting_rosters_age ON waiting_rosters (arrived_at_ms);
-- Messages that wait for the roster they name.
CREATE TABLE waiting_mail (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id BLOB NOT NULL,
    roster_hash     BLOB NOT NULL,
    account_id      BLOB NOT NULL,
    device_id       BLOB NOT NULL,
    mail            BLOB NOT NULL,
    arrived_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_mail_roster ON waiting_mail (conversation_id, roster_hash, number);
CREATE INDEX waiting_mail_device ON waiting_mail (device_id, number);
CREATE INDEX waiting_mail_age ON waiting_mail (arrived_at_ms);

-- lists.py
CREATE TABLE broadcast_lists (
    list_id       BLOB PRIMARY KEY,
    title         TEXT NOT NULL,
    people        BLOB NOT NULL,
    changed_at_ms INTEGER NOT NULL
) STRICT;

-- messages.py. In a group: the roster that a message was encrypted by, whom its sender left out
-- (account ids, joined), and the admin who gave this message of before to a new member; nobody else
-- vouches for it.
ALTER TABLE messages ADD COLUMN roster_epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN roster_hash  BLOB NOT NULL DEFAULT x'';
ALTER TABLE messages ADD COLUMN excluded     BLOB NOT NULL DEFAULT x'';
ALTER TABLE messages ADD COLUMN passed_on_by BLOB;
-- Of a message of ours: to how many people it was encrypted, and how many of them have, have read
-- it. Counted when a receipt comes, so that a page of rows asks for nothing more.
ALTER TABLE messages ADD COLUMN reach_people    INTEGER;
ALTER TABLE messages ADD COLUMN reach_delivered INTEGER;
ALTER TABLE messages ADD COLUMN reach_read      INTEGER;
-- What a receipt has to leave out: unread messages of a device, in whatever conversation.
CREATE INDEX messages_unread_device ON messages (sender_device, sender_seq) WHERE unread = 1;

-- outbox.py. To all members of a group: no account is named.
CREATE INDEX outbox_group ON outbox (conversation_id, queue_order, row) WHERE account_id = x'';

-- sessions.py. Ranges of a receipt that are not read, because they are in another conversation;
-- coded as `missing` is, NULL for none.
ALTER TABLE peers ADD COLUMN unread_told BLOB;
ALTER TABLE peers ADD COLUMN they_unread BLOB;
