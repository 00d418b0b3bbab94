-- Who wrote a message, and when it was sealed; unknown of messages from before.
ALTER TABLE outbox ADD COLUMN written_by text;
ALTER TABLE outbox ADD COLUMN sealed_at timestamptz;
CREATE INDEX outbox_peer ON outbox (peer, created_at);
CREATE INDEX inbox_peer ON inbox (peer, received_at);

-- Every attempt to hand a message over: when it began, how it ended, and when the next was due.
CREATE TABLE message_attempt (
  message uuid NOT NULL REFERENCES outbox,
  number int NOT NULL,
  at timestamptz NOT NULL,
  -- Null while it runs, and for ever if the process died over it.
  ended_at timestamptz,
  -- Null of one that handed the message over.
  problem text,
  -- What the line did, in a closed list of words; never what the other side wrote.
  reason text,
  next_at timestamptz,
  PRIMARY KEY (message, number)
);

-- When something that a peer's pinned certificate or signature vouches for last came from it.
CREATE TABLE peer_contact (
  peer text PRIMARY KEY REFERENCES peer,
  heard_at timestamptz NOT NULL
);

-- Every directory document of a peer that was taken in, and those that contradict one that was.
CREATE TABLE peer_document (
  peer text NOT NULL REFERENCES peer,
  version int NOT NULL,
  digest text NOT NULL,
  bytes bytea NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (peer, digest)
);
CREATE INDEX peer_document_version ON peer_document (peer, version);
CREATE TRIGGER peer_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON peer_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO peer_document (peer, version, digest, bytes, received_at) SELECT id, version, digest, bytes, changed_at FROM peer;

-- What became of a peer: who did what when, and which document it concerned.
CREATE TABLE peer_event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  peer text NOT NULL REFERENCES peer,
  event text NOT NULL,
  at timestamptz NOT NULL,
  version int NOT NULL,
  -- The officer's account and name; null where no person did it.
  account uuid,
  name text,
  reason text
);
CREATE INDEX peer_event_peer ON peer_event (peer, seq);
CREATE TRIGGER peer_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON peer_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
