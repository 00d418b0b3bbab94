-- Raised by the triggers of tables that are only ever appended to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;

CREATE TABLE account (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL
    CHECK (role IN ('officer', 'head', 'executing-authority', 'translator', 'auditor', 'administrator')),
  office text CHECK (office <> ''),
  language text NOT NULL,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  -- Empty until the person has enrolled.
  password_hash text,
  totp_secret bytea,
  -- The last 30-second step whose code was used: each code opens one session.
  totp_step bigint,
  -- SHA-256 of the code that lets the person enrol, until it is used or too old.
  enrolment_hash bytea,
  enrolment_expires_at timestamptz,
  CHECK (role <> 'executing-authority' OR office IS NOT NULL)
);
CREATE UNIQUE INDEX account_name ON account (lower(name));

CREATE TABLE session (
  -- SHA-256 of the token: who reads the table cannot take over a session.
  token_hash bytea PRIMARY KEY,
  account uuid NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);
CREATE INDEX session_account ON session (account);

-- Attempts to prove who one is that have not succeeded, by account name and by address.
CREATE TABLE sign_in_attempt (
  bucket text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_bucket ON sign_in_attempt (bucket, at);

CREATE TABLE idempotency (
  account uuid NOT NULL REFERENCES account,
  key text NOT NULL,
  operation text NOT NULL,
  -- SHA-256 of operation, path and body.
  input_hash bytea NOT NULL,
  -- Written before the transaction ends, so that no reader sees it empty.
  answer jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE audit (
  seq bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  -- The entry as RFC 8785 JSON. What is hashed is these bytes: jsonb would reorder and reformat them.
  entry bytea NOT NULL,
  -- The entry's leaf in a Merkle log, as RFC 6962 has it.
  leaf bytea NOT NULL CHECK (leaf = sha256('\x00'::bytea || entry))
);
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
