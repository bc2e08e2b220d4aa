
-- Small registers kept whole: `kind` is store::RecordKind, `body` a packed row, `secret` sealed.
CREATE TABLE record (
  area INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  secret BLOB NOT NULL,
  PRIMARY KEY (area, kind, code)
) STRICT, WITHOUT ROWID;

-- The chain of the audit trail. Rows from before it have no digest.
ALTER TABLE audit ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE area_state ADD COLUMN audit_head BLOB NOT NULL DEFAULT x'';

-- Where in the tree of organisations a user works: a path of codes; empty: the whole area.
ALTER TABLE user_account ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
