-- When an official here first opened what a message brought; the receipt of it is a ContentHandover.
ALTER TABLE inbox ADD COLUMN opened_at timestamptz;
CREATE INDEX inbox_unopened ON inbox (thread) WHERE standing = 'accepted' AND opened_at IS NULL;
CREATE INDEX outbox_thread ON outbox (peer, thread, seq);

-- The last comparison with a peer of what each holds.
CREATE TABLE reconciliation (
  peer text PRIMARY KEY REFERENCES peer,
  at timestamptz NOT NULL,
  -- Threads that moved since then were compared.
  since timestamptz NOT NULL,
  threads int NOT NULL,
  -- Why it came to nothing, if it did; `good_at` is then of an earlier one.
  problem text,
  good_at timestamptz
);

-- What one side has and the other has not. Closed when a later comparison no longer finds it.
CREATE TABLE reconciliation_gap (
  peer text NOT NULL REFERENCES peer,
  thread uuid NOT NULL,
  -- Who wrote the message, and its place among theirs in the thread.
  author text NOT NULL,
  seq int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('lost-here', 'lost-there', 'not-arrived', 'two-versions', 'hole')),
  -- Unknown of a hole.
  message uuid,
  -- Whether a receipt proves it, signed by the side that has lost the message.
  proved boolean NOT NULL,
  found_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (peer, thread, author, seq, kind)
);
CREATE INDEX reconciliation_gap_open ON reconciliation_gap (found_at) WHERE closed_at IS NULL;
