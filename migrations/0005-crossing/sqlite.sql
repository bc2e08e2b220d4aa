-- Settlements across areas: see docs/concepts/cross-area.md. `body` is the packed row.
CREATE TABLE crossing (
  area INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  side INTEGER NOT NULL,
  neighbour INTEGER NOT NULL,
  provider TEXT NOT NULL,
  msgid TEXT NOT NULL,
  unfinished INTEGER NOT NULL,
  day INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (area, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX crossing_message ON crossing (area, provider, msgid) WHERE side = 1;
CREATE INDEX crossing_unfinished ON crossing (area, number) WHERE unfinished = 1;
CREATE INDEX crossing_day ON crossing (area, side, neighbour, day);

ALTER TABLE area_state ADD COLUMN crossings INTEGER NOT NULL DEFAULT 0;
