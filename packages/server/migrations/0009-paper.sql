-- The register of letters that go out. A number is allotted when the sending of a letter is asked for, and is never used again.
CREATE TABLE letter_year (
  year int PRIMARY KEY,
  last int NOT NULL CHECK (last > 0)
);
CREATE TABLE outgoing_letter (
  id uuid PRIMARY KEY,
  year int NOT NULL,
  serial int NOT NULL CHECK (serial > 0),
  number text NOT NULL UNIQUE,
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  request uuid NOT NULL REFERENCES request (id),
  -- The version of the request at which its sending was asked for.
  version int NOT NULL,
  act text NOT NULL,
  counterpart text NOT NULL CHECK (counterpart ~ '^[A-Z]{3}$'),
  language text NOT NULL,
  date date NOT NULL,
  -- Address of the page that checks it, as printed.
  url text NOT NULL,
  -- SHA-256 of what the letter says, with the random id of its request, so that a thin content cannot be guessed from it.
  content_hash text NOT NULL,
  standing text NOT NULL CHECK (standing IN ('pending', 'issued', 'void', 'replaced')),
  allotted_at timestamptz NOT NULL,
  settled_at timestamptz,
  -- SHA-256 of the PDF as it left, and how many pages it has.
  sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  replaced_by text REFERENCES outgoing_letter (number),
  UNIQUE (year, serial),
  CHECK ((standing = 'pending') = (settled_at IS NULL)),
  CHECK (standing <> 'issued' OR replaced_by IS NULL)
);
CREATE INDEX outgoing_letter_of_request ON outgoing_letter (request, serial);
CREATE INDEX outgoing_letter_by_standing ON outgoing_letter (standing, year DESC, serial DESC);
-- One of a language waits at a time.
CREATE UNIQUE INDEX outgoing_letter_pending ON outgoing_letter (request, language) WHERE standing = 'pending';

-- What is printed stays printed: only how it was settled can be added.
CREATE FUNCTION keep_printed_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a registered letter is never removed'; END IF;
  IF (OLD.id, OLD.number, OLD.code, OLD.request, OLD.version, OLD.act, OLD.language, OLD.date, OLD.url, OLD.content_hash, OLD.allotted_at)
    IS DISTINCT FROM (NEW.id, NEW.number, NEW.code, NEW.request, NEW.version, NEW.act, NEW.language, NEW.date, NEW.url, NEW.content_hash, NEW.allotted_at)
    OR OLD.standing = 'void' OR (OLD.sha256 IS NOT NULL AND OLD.sha256 IS DISTINCT FROM NEW.sha256)
  THEN RAISE EXCEPTION 'what is printed on a registered letter does not change'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outgoing_letter_kept BEFORE UPDATE OR DELETE ON outgoing_letter FOR EACH ROW EXECUTE FUNCTION keep_printed_mark();

-- Codes that were asked for and are not in the register, by the hash of the address: a guesser is slowed down.
CREATE TABLE letter_guess (
  bucket text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX letter_guess_bucket ON letter_guess (bucket, at);

-- What happens to the paper that follows a request sent electronically: our side's events, in their order.
CREATE TABLE paper_original_event (
  request uuid NOT NULL REFERENCES request (id),
  -- The act with which the request was sent; one that is sent again has another paper.
  dispatch uuid NOT NULL,
  seq int NOT NULL CHECK (seq > 0),
  type text NOT NULL CHECK (type IN ('wanted', 'not-wanted', 'printed', 'signed', 'posted', 'received', 'taken-back')),
  on_date date,
  carrier text,
  tracking text,
  told_by text,
  reason text,
  at timestamptz NOT NULL,
  by uuid NOT NULL,
  by_name text NOT NULL,
  PRIMARY KEY (request, dispatch, seq)
);
CREATE TRIGGER paper_original_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_original_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Paper that came from another State: the copy of a request that was here already, or the one with which it came.
CREATE TABLE incoming_paper (
  id uuid PRIMARY KEY,
  request uuid NOT NULL REFERENCES request (id),
  opens boolean NOT NULL,
  channel text NOT NULL,
  reference text NOT NULL,
  dated date NOT NULL,
  received date NOT NULL,
  note text,
  entered_at timestamptz NOT NULL,
  entered_by uuid NOT NULL,
  entered_by_name text NOT NULL
);
CREATE INDEX incoming_paper_of_request ON incoming_paper (request, received);
CREATE TRIGGER incoming_paper_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incoming_paper
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Scans that an officer brought in, until the paper to which they belong is entered; the bytes are in the file store.
CREATE TABLE paper_scan (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL,
  paper uuid REFERENCES incoming_paper (id)
);
CREATE INDEX paper_scan_of_paper ON paper_scan (paper);
