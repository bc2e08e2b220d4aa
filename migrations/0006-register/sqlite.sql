-- The employer's file: what more there is to it than its name stands in `body`.
ALTER TABLE employer ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE employer ADD COLUMN body BLOB NOT NULL DEFAULT x'';

-- Who is, was or will be covered with an employer. Rows of earlier persons are added by the program
-- that opens the store first (src/store/carry_over.h); `carried` says that this is done.
CREATE TABLE employment (
  area INTEGER NOT NULL,
  employer TEXT NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (area, employer, person)
) STRICT, WITHOUT ROWID;
ALTER TABLE area_state ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
