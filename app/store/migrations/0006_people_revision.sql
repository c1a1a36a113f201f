-- people.py: rises with every change of what is known or decided about people, so that what was
-- made of it for the lists can be kept until then.
CREATE TABLE people_revision (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO people_revision (only_row, revision) VALUES (1, 1);
CREATE TRIGGER profiles_inserted AFTER INSERT ON profiles BEGIN
    UPDATE people_revision SET revision = revision + 1 WHERE only_row = 1;
END;
CREATE TRIGGER profiles_updated AFTER UPDATE ON profiles BEGIN
    UPDATE people_revision SET revision = revision + 1 WHERE only_row = 1;
END;
CREATE TRIGGER trust_inserted AFTER INSERT ON trust BEGIN
    UPDATE people_revision SET revision = revision + 1 WHERE only_row = 1;
END;
CREATE TRIGGER trust_updated AFTER UPDATE ON trust BEGIN
    UPDATE people_revision SET revision = revision + 1 WHERE only_row = 1;
END;
