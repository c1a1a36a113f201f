-- people.py: the encrypted profiles as the relay gave them, so that a relay that lost them in a
-- restore can have them back. They were not kept before, so all are asked for once more.
CREATE TABLE profile_openings (
    account_id BLOB PRIMARY KEY,
    commitment BLOB NOT NULL,
    opening    BLOB NOT NULL
) STRICT;
DELETE FROM settings WHERE name = 'profile-revision';
