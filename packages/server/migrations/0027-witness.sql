-- How far each peer has cosigned our audit log, and what it has found wrong with it.
CREATE TABLE audit_witness (
  peer text PRIMARY KEY REFERENCES peer,
  -- Entries under the checkpoint that was cosigned last; 0 before the first.
  size bigint NOT NULL,
  -- That checkpoint, with the peer's line under it.
  note text,
  at timestamptz,
  -- The peer knows a longer log of ours, or another one.
  fault text CHECK (fault IN ('longer', 'other')),
  fault_at timestamptz
);

-- How far we have cosigned the audit log of each peer.
CREATE TABLE witnessed_log (
  peer text PRIMARY KEY REFERENCES peer,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  at timestamptz NOT NULL
);

-- Two checkpoints that a peer has signed of which the second does not continue the first: kept for good.
CREATE TABLE log_contradiction (
  peer text NOT NULL REFERENCES peer,
  at timestamptz NOT NULL,
  before text NOT NULL,
  after text NOT NULL,
  -- Who looked into it, and what they say; from then on the new log is cosigned.
  settled_at timestamptz,
  settled_by text,
  reason text,
  PRIMARY KEY (peer, at)
);
CREATE UNIQUE INDEX log_contradiction_open ON log_contradiction (peer) WHERE settled_at IS NULL;
