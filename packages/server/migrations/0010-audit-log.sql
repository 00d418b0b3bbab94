-- The audit log becomes a Merkle log with signed checkpoints. Entries of version 1 stay as they were hashed.

-- What the digests of actor and subject in the entry were made with; entries of version 1 hold both as they are.
ALTER TABLE audit ADD COLUMN actor_salt text, ADD COLUMN subject_salt text;
CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_at ON audit (at);

-- Roots of complete subtrees of 2^height entries, at every eighth level: what a tile of tlog-tiles holds.
CREATE TABLE audit_subtree (
  height smallint NOT NULL CHECK (height > 0 AND height % 8 = 0),
  index bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (height, index)
);

CREATE TABLE audit_checkpoint (
  size bigint PRIMARY KEY,
  root bytea NOT NULL CHECK (length(root) = 32),
  -- Roots of the complete subtrees that the size is made of, 32 bytes each, from which the tree grows on.
  peaks bytea NOT NULL,
  -- The signed note.
  note text NOT NULL,
  at timestamptz NOT NULL
);

-- When the whole log was read again and compared with its checkpoints.
CREATE TABLE audit_verification (
  at timestamptz PRIMARY KEY,
  size bigint NOT NULL,
  root bytea NOT NULL,
  -- Empty where everything held; otherwise the fault, and the entry at fault where it is one.
  fault text,
  entry bigint
);

CREATE TRIGGER audit_subtree_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_subtree
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_verification_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_verification
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
