-- Settlements across areas: see docs/concepts/cross-area.md. `body` is the packed row.
CREATE TABLE crossing (
  area BIGINT NOT NULL,
  number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  side BIGINT NOT NULL,
  neighbour BIGINT NOT NULL,
  provider TEXT COLLATE "C" NOT NULL,
  msgid TEXT COLLATE "C" NOT NULL,
  unfinished BIGINT NOT NULL,
  day BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (area, number)
);
CREATE UNIQUE INDEX crossing_message ON crossing (area, provider, msgid) WHERE side = 1;
CREATE INDEX crossing_unfinished ON crossing (area, number) WHERE unfinished = 1;
CREATE INDEX crossing_day ON crossing (area, side, neighbour, day);

ALTER TABLE area_state ADD COLUMN crossings BIGINT NOT NULL DEFAULT 0;
