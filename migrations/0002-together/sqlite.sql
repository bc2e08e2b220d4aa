-- What one settlement writes stands together, so that a commit touches few pages.
--
-- Rows that are only ever added at the end are keyed by one number, area * 10^11 + number: such a
-- table grows at its right edge without moving what is there.

CREATE TABLE settlement_2 (
  id INTEGER PRIMARY KEY,
  area INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  reverses INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
INSERT INTO settlement_2
  SELECT area * 100000000000 + settlement, area, at_ms, reverses, body
  FROM settlement ORDER BY area, settlement;

CREATE TABLE journal_2 (
  id INTEGER PRIMARY KEY,
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  digest BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
INSERT INTO journal_2
  SELECT area * 100000000000 + entry, area, day, digest, body FROM journal ORDER BY area, entry;

CREATE TABLE audit_2 (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
INSERT INTO audit_2
  SELECT area * 100000000000 + audit, at_ms, actor, action, subject
  FROM audit ORDER BY area, audit;

-- A person's account (kind 1), benefit years (2), settlements (3) and movements (4), side by side.
CREATE TABLE person_book (
  area INTEGER NOT NULL,
  person INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  scheme TEXT NOT NULL,     -- of a year; else empty
  number INTEGER NOT NULL,  -- of the year, settlement or movement; of the account 0
  version INTEGER,          -- account, year
  balance_fen INTEGER CHECK (balance_fen >= 0),  -- account: now; movement: after it
  settlement INTEGER,       -- account: the latest standing one; movement: what made it
  movements INTEGER,        -- account: number of the last one
  open_stay INTEGER,        -- account
  at_ms INTEGER,            -- movement
  cause INTEGER,            -- movement: its kind
  amount_fen INTEGER,       -- movement
  entry INTEGER,            -- movement
  body BLOB,                -- year
  PRIMARY KEY (area, person, kind, scheme, number)
) STRICT, WITHOUT ROWID;
INSERT INTO person_book
  SELECT area, person, 1, '', 0, version, balance_fen, standing, movements, open_stay,
    NULL, NULL, NULL, NULL, NULL
  FROM account
  UNION ALL
  SELECT area, person, 2, scheme, year, version, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, body
  FROM person_year
  UNION ALL
  SELECT area, person, 3, '', settlement, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL
  FROM settlement
  UNION ALL
  SELECT area, person, 4, '', movement, NULL, balance_fen, settlement, NULL, NULL,
    at_ms, kind, amount_fen, entry, NULL
  FROM movement
  ORDER BY 1, 2, 3, 4, 5;

DROP TABLE account;
DROP TABLE person_year;
DROP TABLE movement;
DROP TABLE settlement;
DROP TABLE journal;
DROP TABLE audit;
ALTER TABLE settlement_2 RENAME TO settlement;
ALTER TABLE journal_2 RENAME TO journal;
ALTER TABLE audit_2 RENAME TO audit;

CREATE INDEX settlement_at ON settlement (area, at_ms);
CREATE UNIQUE INDEX settlement_reverses ON settlement (area, reverses) WHERE reverses > 0;
CREATE INDEX journal_day ON journal (area, day);
