-- A request is its events. `request` is their projection for lists and locks: replaying the events gives the row.
CREATE TABLE request (
  id uuid PRIMARY KEY,
  side text NOT NULL CHECK (side IN ('requesting', 'requested')),
  counterpart text NOT NULL,
  reference text,
  their_reference text,
  title text,
  stage text NOT NULL,
  -- 9999-12-31 when nothing is due, so that one index serves the sort
  due date NOT NULL,
  assigned_to text,
  waits_for_approval boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL,
  words tsvector NOT NULL
);
CREATE INDEX request_by_due ON request (due, id);
CREATE INDEX request_by_side_due ON request (side, due, id);
CREATE INDEX request_by_stage_due ON request (stage, due, id);
CREATE INDEX request_by_counterpart_due ON request (counterpart, due, id);
CREATE INDEX request_by_change ON request (changed_at DESC, id DESC);
CREATE INDEX request_by_office ON request (assigned_to, due, id) WHERE assigned_to IS NOT NULL;
CREATE INDEX request_by_words ON request USING gin (words);

CREATE TABLE request_event (
  request uuid NOT NULL REFERENCES request (id),
  version integer NOT NULL,
  id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  type text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (request, version)
);
CREATE TRIGGER request_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The bytes are in the file store under their hash; this says which request they belong to and who brought them.
CREATE TABLE request_file (
  request uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  describes text,
  origin text NOT NULL CHECK (origin IN ('ours', 'theirs')),
  added_at timestamptz NOT NULL,
  added_by text NOT NULL,
  PRIMARY KEY (request, id)
);
