-- Signatures that officers put on a letter that waits for approval. Those of an earlier asking stay as evidence and are never sent.
CREATE TABLE letter_signature (
  id uuid PRIMARY KEY,
  request uuid NOT NULL REFERENCES request,
  -- The asking for approval to which the letter belonged: a revised text is asked for anew.
  asked_at timestamptz NOT NULL,
  language text NOT NULL,
  -- Order among the signatures of this letter, from 1.
  place int NOT NULL CHECK (place > 0),
  -- The letter before any signature, and the file with this one.
  unsigned_sha256 text NOT NULL CHECK (unsigned_sha256 ~ '^[0-9a-f]{64}$'),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  holder text NOT NULL,
  certificate_sha256 text NOT NULL CHECK (certificate_sha256 ~ '^[0-9a-f]{64}$'),
  -- Label of the device's key; none where a key file was used.
  key text,
  stamped boolean NOT NULL,
  signed_at timestamptz NOT NULL,
  signed_by uuid NOT NULL,
  signed_by_name text NOT NULL,
  discarded_at timestamptz
);
CREATE UNIQUE INDEX letter_signature_place ON letter_signature (request, asked_at, language, place) WHERE discarded_at IS NULL;

-- Wrong PINs of the keys in the authority's devices, by the operator's label. No row: none.
CREATE TABLE signing_key (
  key text PRIMARY KEY,
  wrong int NOT NULL DEFAULT 0 CHECK (wrong >= 0),
  changed_at timestamptz NOT NULL
);
