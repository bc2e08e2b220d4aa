-- The first schema: the tables of sqlite.sql, with the same packed rows. Texts sort by their bytes, as
-- they do there. Rows that are updated leave room in their page, so that an update touches no index.

CREATE TABLE area_state (
  area BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  persons BIGINT NOT NULL,
  visits BIGINT NOT NULL,
  settlements BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  audits BIGINT NOT NULL,
  head BYTEA NOT NULL,
  registers BIGINT NOT NULL -- the version that last changed a register
) WITH (fillfactor = 10);

-- Who committed which version last, so that a writer whose connection was cut finds out whether its
-- commit happened. A writer is one connection; its number is used once.
CREATE SEQUENCE writer_number;
CREATE TABLE area_writer (
  area BIGINT NOT NULL,
  writer BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (area, writer)
) WITH (fillfactor = 10);

CREATE TABLE employer (
  area BIGINT NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  unit_kind TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, code)
);

CREATE TABLE provider (
  area BIGINT NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind BIGINT NOT NULL,
  level BIGINT NOT NULL,
  PRIMARY KEY (area, code)
);

CREATE TABLE catalogue_item (
  area BIGINT NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  from_day BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, code, from_day)
);

CREATE TABLE user_account (
  area BIGINT NOT NULL,
  login TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  roles TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, login)
);

CREATE TABLE person (
  area BIGINT NOT NULL,
  person BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  certificate TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, person)
);
CREATE UNIQUE INDEX person_certificate ON person (area, certificate);
CREATE INDEX person_name ON person (area, name);

CREATE TABLE account (
  area BIGINT NOT NULL,
  person BIGINT NOT NULL,
  version BIGINT NOT NULL,
  balance_fen BIGINT NOT NULL CHECK (balance_fen >= 0),
  movements BIGINT NOT NULL,
  standing BIGINT NOT NULL,
  open_stay BIGINT NOT NULL,
  PRIMARY KEY (area, person)
) WITH (fillfactor = 80);

CREATE TABLE person_year (
  area BIGINT NOT NULL,
  person BIGINT NOT NULL,
  scheme TEXT COLLATE "C" NOT NULL,
  year BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, person, scheme, year)
) WITH (fillfactor = 80);

CREATE TABLE visit (
  area BIGINT NOT NULL,
  visit BIGINT NOT NULL,
  person BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, visit)
) WITH (fillfactor = 80);
CREATE INDEX visit_person ON visit (area, person, visit);

CREATE TABLE fee_batch (
  area BIGINT NOT NULL,
  visit BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  batch TEXT COLLATE "C" NOT NULL,
  lines BYTEA NOT NULL,
  details BYTEA NOT NULL,
  PRIMARY KEY (area, visit, seq)
);

CREATE TABLE settlement (
  area BIGINT NOT NULL,
  settlement BIGINT NOT NULL,
  person BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  reverses BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, settlement)
);
CREATE INDEX settlement_person ON settlement (area, person, settlement);
CREATE INDEX settlement_at ON settlement (area, at_ms, settlement);
CREATE UNIQUE INDEX settlement_reverses ON settlement (area, reverses) WHERE reverses > 0;

CREATE TABLE journal (
  area BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  day BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, entry)
);
CREATE INDEX journal_day ON journal (area, day, entry);

CREATE TABLE turnover (
  area BIGINT NOT NULL,
  day BIGINT NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  debit_fen BIGINT NOT NULL,
  credit_fen BIGINT NOT NULL,
  PRIMARY KEY (area, day, account)
) WITH (fillfactor = 50);

CREATE TABLE day_total (
  area BIGINT NOT NULL,
  day BIGINT NOT NULL,
  scheme TEXT COLLATE "C" NOT NULL,
  benefit TEXT COLLATE "C" NOT NULL,
  level BIGINT NOT NULL,
  pharmacy BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  reversals BIGINT NOT NULL,
  total_fen BIGINT NOT NULL,
  funds_fen BIGINT NOT NULL,
  account_fen BIGINT NOT NULL,
  cash_fen BIGINT NOT NULL,
  PRIMARY KEY (area, day, scheme, benefit, level, pharmacy)
) WITH (fillfactor = 50);

CREATE TABLE movement (
  area BIGINT NOT NULL,
  person BIGINT NOT NULL,
  movement BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  balance_fen BIGINT NOT NULL,
  settlement BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  PRIMARY KEY (area, person, movement)
);

CREATE TABLE answer (
  area BIGINT NOT NULL,
  provider TEXT COLLATE "C" NOT NULL,
  msgid TEXT COLLATE "C" NOT NULL,
  infno TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  subject BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  answer TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, provider, msgid)
);

CREATE TABLE audit (
  area BIGINT NOT NULL,
  audit BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, audit)
);
