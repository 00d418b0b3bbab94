-- Two officers who compared the fingerprint make a peer verified; from active on, messages go to and fro.
ALTER TABLE peer DROP CONSTRAINT peer_standing_check;
UPDATE peer SET standing = 'active' WHERE standing = 'verified';
ALTER TABLE peer ADD CONSTRAINT peer_standing_check CHECK (standing IN ('proposed', 'verified', 'active', 'suspended', 'revoked'));

-- The weakest suite in which we still seal to this peer: it rises with the peer's documents, and sinks only when two officers say so.
ALTER TABLE peer ADD COLUMN floor text;
-- The first of the two: suite, account, name, at, reason.
ALTER TABLE peer ADD COLUMN floor_proposal jsonb;
-- What officers must look into: two documents that contradict each other, or one that its old roots have not signed.
ALTER TABLE peer ADD COLUMN trouble text CHECK (trouble IN ('contradicted', 'other-roots'));

-- Roots that were revoked never come back.
CREATE TABLE revoked_roots (
  peer text NOT NULL REFERENCES peer,
  fingerprint text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (peer, fingerprint)
);
CREATE TRIGGER revoked_roots_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON revoked_roots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
