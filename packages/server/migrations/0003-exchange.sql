-- Our own directory documents, each signed by our roots and naming the one before.
CREATE TABLE directory (
  version int PRIMARY KEY,
  bytes bytea NOT NULL,
  digest text NOT NULL,
  issued_at timestamptz NOT NULL
);
CREATE TRIGGER directory_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON directory
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE peer (
  -- As in CHE/central.
  id text PRIMARY KEY,
  state text NOT NULL CHECK (state ~ '^[A-Z]{3}$'),
  standing text NOT NULL CHECK (standing IN ('proposed', 'verified', 'suspended', 'revoked')),
  version int NOT NULL,
  -- The newest directory document: as signed, and as read when its signatures were checked.
  bytes bytea NOT NULL,
  document jsonb NOT NULL,
  digest text NOT NULL,
  fingerprint text NOT NULL,
  -- SHA-256 of the certificates it names for TLS, by which its connections are known.
  certificates text[] NOT NULL,
  -- The officers who have compared the fingerprint: account, name, at.
  verified_by jsonb NOT NULL DEFAULT '[]',
  suspension_reason text,
  proposed_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX peer_state ON peer (state);

-- Messages on their way out. A row is written in the transaction of its act.
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  peer text NOT NULL REFERENCES peer,
  thread uuid NOT NULL,
  seq int NOT NULL,
  type text NOT NULL,
  -- Until it is sealed; afterwards what is sent lies sealed on disk.
  act jsonb,
  standing text NOT NULL DEFAULT 'queued'
    CHECK (standing IN ('queued', 'sealed', 'announced', 'consigned', 'failed')),
  envelope bytea,
  digest text,
  jws_digest text,
  -- Name and length of each sealed part, and the folder they lie in.
  parts jsonb,
  folder text,
  attempts int NOT NULL DEFAULT 0,
  -- Attempts since something last got through: what back-off counts.
  stalled int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  -- Who works on it, and until when nobody else does.
  lease uuid,
  leased_until timestamptz,
  last_problem text,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  UNIQUE (thread, seq),
  CHECK ((standing = 'queued') = (act IS NOT NULL) OR standing = 'failed'),
  CHECK (standing IN ('queued', 'failed') OR (envelope IS NOT NULL AND digest IS NOT NULL AND parts IS NOT NULL))
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE standing IN ('queued', 'sealed', 'announced');
CREATE INDEX outbox_created ON outbox (created_at);

-- Messages that arrived. Kept for ever: an id that was used once cannot be used for anything else.
CREATE TABLE inbox (
  peer text NOT NULL REFERENCES peer,
  id uuid NOT NULL,
  digest text NOT NULL,
  thread uuid NOT NULL,
  seq int NOT NULL,
  type text NOT NULL,
  prev text,
  jws_digest text NOT NULL,
  -- Sealed, and so without content to whoever reads the table.
  envelope bytea NOT NULL,
  standing text NOT NULL DEFAULT 'receiving' CHECK (standing IN ('receiving', 'accepted', 'refused')),
  problem text,
  not_after timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  settled_at timestamptz,
  PRIMARY KEY (peer, id)
);
CREATE INDEX inbox_id ON inbox (id);
CREATE INDEX inbox_thread ON inbox (peer, thread, seq);
CREATE INDEX inbox_receiving ON inbox (peer) WHERE standing = 'receiving';
CREATE INDEX inbox_received ON inbox (received_at);

-- The parts of messages that are being received; a part that is not listed here is not taken in.
CREATE TABLE inbox_part (
  peer text NOT NULL,
  ct256 text NOT NULL,
  message uuid NOT NULL,
  place int NOT NULL,
  -- Bytes, sealed.
  ct_len bigint NOT NULL,
  PRIMARY KEY (peer, ct256, message),
  FOREIGN KEY (peer, message) REFERENCES inbox
);
CREATE INDEX inbox_part_message ON inbox_part (peer, message, place);

-- Signed evidence, ours and theirs.
CREATE TABLE receipt (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The other authority, and which way the message went.
  peer text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  message uuid NOT NULL,
  envelope_digest text NOT NULL,
  event text NOT NULL,
  problem text NOT NULL DEFAULT '',
  issuer text NOT NULL,
  at timestamptz NOT NULL,
  previous text,
  digest text NOT NULL,
  bytes bytea NOT NULL,
  UNIQUE (message, peer, direction, envelope_digest, event, issuer, problem)
);
CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The newest receipt of our own: locked while the next is written, so that they make one chain.
CREATE TABLE receipt_chain (
  issuer text PRIMARY KEY,
  digest text
);

-- What was turned away, for the auditor.
CREATE TABLE refused_message (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Whose signature or whose connection it was; `unknown` if nobody's.
  peer text NOT NULL,
  id uuid NOT NULL,
  digest text NOT NULL,
  problem text NOT NULL,
  at timestamptz NOT NULL,
  -- As it arrived, sealed; only where its author is proved.
  envelope bytea,
  UNIQUE (id, peer, digest, problem)
);
CREATE INDEX refused_message_at ON refused_message (at);
CREATE TRIGGER refused_message_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refused_message
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
