-- Published lists of parties that an officer read in. Nothing of one counts before a second has approved it.
CREATE TABLE law_proposal (
  id uuid PRIMARY KEY,
  instrument text NOT NULL,
  format text NOT NULL,
  -- Of the file: its name, and its SHA-256 in hex.
  name text NOT NULL,
  sha256 text NOT NULL,
  title text,
  source text NOT NULL,
  as_of date NOT NULL,
  -- Parties by the source's own count, which the rows were checked against.
  count int NOT NULL,
  -- Every participant as read.
  rows jsonb NOT NULL,
  standing text NOT NULL DEFAULT 'proposed' CHECK (standing IN ('proposed', 'approved', 'declined')),
  proposed_by uuid NOT NULL,
  proposed_by_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  settled_by uuid,
  settled_by_name text,
  settled_at timestamptz,
  reason text,
  CHECK ((standing = 'proposed') = (settled_by IS NULL)),
  CHECK (standing <> 'approved' OR settled_by <> proposed_by)
);
CREATE INDEX law_proposal_standing ON law_proposal (standing, id);

-- Rows that two officers brought into the law. The newest of an instrument and a State stands; none is ever changed.
CREATE TABLE law_row (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instrument text NOT NULL,
  state text NOT NULL CHECK (state ~ '^[A-Z]{3}$'),
  row jsonb NOT NULL,
  before jsonb,
  proposal uuid NOT NULL REFERENCES law_proposal,
  at timestamptz NOT NULL
);
CREATE INDEX law_row_place ON law_row (instrument, state, seq);
CREATE TRIGGER law_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON law_row
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
