-- Small registers kept whole: `kind` is store::RecordKind, `body` a packed row, `secret` sealed.
CREATE TABLE record (
  area BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  body BYTEA NOT NULL,
  secret BYTEA NOT NULL,
  PRIMARY KEY (area, kind, code)
);

-- The chain of the audit trail. Rows from before it have no digest.
ALTER TABLE audit ADD COLUMN digest BYTEA NOT NULL DEFAULT '';
ALTER TABLE area_state ADD COLUMN audit_head BYTEA NOT NULL DEFAULT '';

-- Where in the tree of organisations a user works: a path of codes; empty: the whole area.
ALTER TABLE user_account ADD COLUMN organisation TEXT COLLATE "C" NOT NULL DEFAULT '';
