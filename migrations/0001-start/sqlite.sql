-- The first schema. The pooling area leads every key. Byte columns hold the packed forms of
-- src/store/row_codec.h; docs/internals/data.md describes every table.

CREATE TABLE area_state (
  area INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  persons INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  settlements INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  audits INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT;

CREATE TABLE employer (
  area INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  unit_kind TEXT NOT NULL,
  PRIMARY KEY (area, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider (
  area INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  level INTEGER NOT NULL,
  PRIMARY KEY (area, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue_item (
  area INTEGER NOT NULL,
  code TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, code, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_account (
  area INTEGER NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (area, login)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  area INTEGER NOT NULL,
  person INTEGER NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  certificate TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, person)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_certificate ON person (area, certificate);
CREATE INDEX person_name ON person (area, name);

CREATE TABLE account (
  area INTEGER NOT NULL,
  person INTEGER NOT NULL,
  version INTEGER NOT NULL,
  balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0),
  movements INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  open_stay INTEGER NOT NULL,
  PRIMARY KEY (area, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_year (
  area INTEGER NOT NULL,
  person INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  year INTEGER NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, person, scheme, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
  area INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  person INTEGER NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_person ON visit (area, person);

CREATE TABLE fee_batch (
  area INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  batch TEXT NOT NULL,
  lines BLOB NOT NULL,
  details BLOB NOT NULL,
  PRIMARY KEY (area, visit, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE settlement (
  area INTEGER NOT NULL,
  settlement INTEGER NOT NULL,
  person INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  reverses INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, settlement)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_person ON settlement (area, person);
CREATE INDEX settlement_at ON settlement (area, at_ms);
CREATE UNIQUE INDEX settlement_reverses ON settlement (area, reverses) WHERE reverses > 0;

CREATE TABLE journal (
  area INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  day INTEGER NOT NULL,
  digest BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_day ON journal (area, day);

CREATE TABLE turnover (
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  account TEXT NOT NULL,
  debit_fen INTEGER NOT NULL,
  credit_fen INTEGER NOT NULL,
  PRIMARY KEY (area, day, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_total (
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  benefit TEXT NOT NULL,
  level INTEGER NOT NULL,
  pharmacy INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  reversals INTEGER NOT NULL,
  total_fen INTEGER NOT NULL,
  funds_fen INTEGER NOT NULL,
  account_fen INTEGER NOT NULL,
  cash_fen INTEGER NOT NULL,
  PRIMARY KEY (area, day, scheme, benefit, level, pharmacy)
) STRICT, WITHOUT ROWID;

CREATE TABLE movement (
  area INTEGER NOT NULL,
  person INTEGER NOT NULL,
  movement INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  balance_fen INTEGER NOT NULL,
  settlement INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (area, person, movement)
) STRICT, WITHOUT ROWID;

-- Answers are long texts: they stay out of the key's tree.
CREATE TABLE answer (
  area INTEGER NOT NULL,
  provider TEXT NOT NULL,
  msgid TEXT NOT NULL,
  infno TEXT NOT NULL,
  body BLOB NOT NULL,
  subject INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  answer TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX answer_message ON answer (area, provider, msgid);

CREATE TABLE audit (
  area INTEGER NOT NULL,
  audit INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (area, audit)
) STRICT, WITHOUT ROWID;
