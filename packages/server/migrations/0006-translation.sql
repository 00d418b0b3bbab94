-- Translations that officers asked for: one of each request into each language.
CREATE TABLE translation (
  id uuid PRIMARY KEY,
  request uuid NOT NULL REFERENCES request (id),
  -- As it was when the translation was asked for: a list of translations reads no request.
  reference text NOT NULL,
  source_language text NOT NULL,
  language text NOT NULL,
  translator uuid NOT NULL REFERENCES account,
  translator_name text NOT NULL,
  due date NOT NULL,
  note text,
  stage text NOT NULL CHECK (stage IN ('asked', 'in-hand', 'returned', 'certified')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  certificate jsonb,
  returned_at timestamptz,
  accepted_by text,
  accepted_at timestamptz,
  sent_back jsonb,
  version integer NOT NULL,
  UNIQUE (request, language),
  CHECK (stage NOT IN ('returned', 'certified') OR certificate IS NOT NULL),
  CHECK (stage <> 'certified' OR accepted_at IS NOT NULL)
);
CREATE INDEX translation_by_due ON translation (due, id);
CREATE INDEX translation_by_translator ON translation (translator, due, id);

-- What a translation says, paragraph by paragraph, beside the source as it was when somebody last wrote in it.
CREATE TABLE translation_segment (
  translation uuid NOT NULL REFERENCES translation,
  key text NOT NULL,
  place integer NOT NULL,
  source text NOT NULL,
  target text,
  -- The source that the target was made for.
  made_for text,
  done boolean NOT NULL,
  PRIMARY KEY (translation, key),
  CHECK ((target IS NULL) = (made_for IS NULL)),
  CHECK (target IS NOT NULL OR NOT done)
);

-- What left in a file, so that the file that comes back can be held against it.
CREATE TABLE translation_export (
  id uuid PRIMARY KEY,
  translation uuid NOT NULL REFERENCES translation,
  at timestamptz NOT NULL,
  by uuid NOT NULL,
  format text NOT NULL CHECK (format IN ('xliff', 'docx')),
  segments jsonb NOT NULL
);
CREATE TRIGGER translation_export_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON translation_export
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The authority's translation memory: what accepted translations said, found by the digest of the source or by its words.
CREATE TABLE translation_memory (
  source_language text NOT NULL,
  language text NOT NULL,
  -- SHA-256 of the source: a paragraph is too long for an index.
  digest bytea NOT NULL,
  source text NOT NULL,
  target text NOT NULL,
  words text[] NOT NULL,
  translation uuid NOT NULL REFERENCES translation,
  at timestamptz NOT NULL,
  PRIMARY KEY (source_language, language, digest)
);
CREATE INDEX translation_memory_by_words ON translation_memory USING gin (words);
