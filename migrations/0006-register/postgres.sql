-- The employer's file: what more there is to it than its name stands in `body`.
ALTER TABLE employer ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE employer ADD COLUMN body BYTEA NOT NULL DEFAULT '';

-- Who is, was or will be covered with an employer. Rows of earlier persons are added by the program
-- that opens the store first (src/store/carry_over.h); `carried` says that this is done.
CREATE TABLE employment (
  area BIGINT NOT NULL,
  employer TEXT COLLATE "C" NOT NULL,
  person BIGINT NOT NULL,
  PRIMARY KEY (area, employer, person)
);
ALTER TABLE area_state ADD COLUMN carried BIGINT NOT NULL DEFAULT 0;
