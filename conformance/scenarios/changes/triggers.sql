-- What triggers change, in the row itself and in another table.
-- on demand
-- setup
CREATE TABLE account (id integer PRIMARY KEY, balance numeric(10,2), changed integer NOT NULL DEFAULT 0);
CREATE TABLE entry (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account integer, text text);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := OLD.changed + 1;
    INSERT INTO changes_triggers.entry (account, text) VALUES (NEW.id, format('%s to %s', OLD.balance, NEW.balance));
    RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION stamp();
INSERT INTO account SELECT n, 100 FROM generate_series(1, 5) n;
-- live
UPDATE account SET balance = balance - 10 WHERE id < 3;
UPDATE account SET balance = balance + 10 WHERE id = 3;
