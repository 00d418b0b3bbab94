-- By which way a message came first: `https`, `hand`, or `bridge:` and its name; unknown of messages from before.
ALTER TABLE inbox ADD COLUMN way text;

-- The bridges that the operator's file names, and how they do. Rows of bridges that it no longer names are removed.
CREATE TABLE bridge (
  name text PRIMARY KEY,
  kind text NOT NULL,
  -- When something last went over it, or it was looked into without a fault.
  good_at timestamptz,
  -- Since when nothing could be fetched over it, or put down at it, if so; and why, in a closed list of words.
  in_failing_since timestamptz,
  out_failing_since timestamptz,
  reason text,
  -- How far it was read, in words of its own.
  cursor text,
  taken int NOT NULL DEFAULT 0,
  left_alone int NOT NULL DEFAULT 0,
  set_aside int NOT NULL DEFAULT 0,
  -- One process at a time looks into it.
  lease uuid,
  leased_until timestamptz
);

-- Attempts at a message that went over a bridge; those without a row went over HTTPS.
CREATE TABLE bridge_attempt (
  message uuid NOT NULL REFERENCES outbox,
  number int NOT NULL,
  bridge text NOT NULL,
  -- When the bridge had it whole.
  put_at timestamptz,
  PRIMARY KEY (message, number)
);

-- Volumes of a message that a bridge has while the others are still on their way to it.
CREATE TABLE bridge_volume (
  message uuid NOT NULL REFERENCES outbox,
  bridge text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (message, bridge, name)
);

-- Messages that came over a bridge: our receipts about them go back by it.
CREATE TABLE bridge_arrival (
  bridge text NOT NULL,
  peer text NOT NULL,
  message uuid NOT NULL,
  digest text NOT NULL,
  at timestamptz NOT NULL,
  -- How many of our receipts went back.
  returned int NOT NULL DEFAULT 0,
  -- Whether more can follow.
  awaits boolean NOT NULL DEFAULT true,
  PRIMARY KEY (bridge, peer, message, digest)
);
CREATE INDEX bridge_arrival_awaits ON bridge_arrival (bridge, at) WHERE awaits;
