-- What a scanner said of a file's content, and what in it asks for care; by hash, since the same content has the same danger.
CREATE TABLE file_verdict (
  sha256 text PRIMARY KEY,
  scan text NOT NULL CHECK (scan IN ('not-scanned', 'clean', 'found')),
  obstacle text,
  found text,
  engine text,
  -- What the scanner said of itself and its signatures: another word is a reason to ask again.
  version text,
  signatures_at timestamptz,
  at timestamptz NOT NULL,
  -- Null where nobody has looked.
  cautions jsonb,
  CHECK ((scan = 'found') = (found IS NOT NULL)),
  CHECK ((scan = 'not-scanned') = (obstacle IS NOT NULL))
);
CREATE INDEX file_verdict_at ON file_verdict (at);
CREATE INDEX request_file_sha256 ON request_file (sha256);
