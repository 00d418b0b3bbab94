-- Profiles of States that an officer proposed. None counts before a second has approved it.
CREATE TABLE profile_proposal (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state ~ '^[A-Z]{3}$'),
  -- The version it was made against, and what that said; version 0 is the profile as delivered, or that there was none.
  rests_on int NOT NULL CHECK (rests_on >= 0),
  before jsonb,
  profile jsonb NOT NULL,
  note text,
  -- Name of the file from which it was read.
  file text,
  -- Looked at, and nothing changed but dates.
  review boolean NOT NULL,
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
CREATE INDEX profile_proposal_standing ON profile_proposal (standing, id);
CREATE INDEX profile_proposal_state ON profile_proposal (state, id);

-- Profiles that two officers brought in, counted from 1 for each State. The newest stands; none is ever changed.
CREATE TABLE profile_version (
  state text NOT NULL CHECK (state ~ '^[A-Z]{3}$'),
  version int NOT NULL CHECK (version > 0),
  profile jsonb NOT NULL,
  proposal uuid NOT NULL UNIQUE REFERENCES profile_proposal,
  at timestamptz NOT NULL,
  PRIMARY KEY (state, version)
);
CREATE TRIGGER profile_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON profile_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
