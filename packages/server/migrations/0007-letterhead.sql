-- What stands at the head of an authority's letters, in each language. Every version is kept as it came.
CREATE TABLE letterhead_version (
  id uuid PRIMARY KEY,
  language text NOT NULL CHECK (language ~ '^[a-z]{2}$'),
  -- A Word template of the authority's own, or the lines and the emblem of our own design.
  part text NOT NULL CHECK (part IN ('template', 'head')),
  -- Counted from 1 for each language and part.
  version int NOT NULL CHECK (version > 0),
  -- Of a template the file and what was found in it, of a head its lines; null gives the part up again.
  content jsonb,
  brought_by uuid NOT NULL,
  brought_by_name text NOT NULL,
  brought_at timestamptz NOT NULL,
  UNIQUE (language, part, version)
);
CREATE TRIGGER letterhead_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letterhead_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- That a second person put a version into use; the last one stands, and a letter finds the one of its day.
CREATE TABLE letterhead_use (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  letterhead uuid NOT NULL REFERENCES letterhead_version,
  used_by uuid NOT NULL,
  used_by_name text NOT NULL,
  used_at timestamptz NOT NULL
);
CREATE INDEX letterhead_use_letterhead ON letterhead_use (letterhead, used_at);
CREATE TRIGGER letterhead_use_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letterhead_use
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Pictures that were taken in as emblems: no other file can be fetched as one.
CREATE TABLE letterhead_emblem (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  width int NOT NULL CHECK (width > 0),
  height int NOT NULL CHECK (height > 0),
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE TRIGGER letterhead_emblem_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letterhead_emblem
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
