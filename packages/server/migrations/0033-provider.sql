-- Who a person is at the operator's provider of identities (OpenID Connect): the pair of issuer and subject, never an e-mail address; what is
-- under way there, begun by one browser; and which sessions came that way.
ALTER TABLE account ADD COLUMN signs_in_by text NOT NULL DEFAULT 'password' CHECK (signs_in_by IN ('password', 'provider'));

CREATE TABLE provider_identity (
  id uuid PRIMARY KEY,
  account uuid NOT NULL REFERENCES account,
  issuer text NOT NULL,
  subject text NOT NULL,
  bound_at timestamptz NOT NULL,
  used_at timestamptz,
  UNIQUE (issuer, subject),
  UNIQUE (account, issuer)
);

-- Who is no longer bound has no session that came that way.
ALTER TABLE session
  ADD COLUMN provider_identity uuid REFERENCES provider_identity ON DELETE CASCADE,
  ADD COLUMN provider_session text;
CREATE INDEX session_provider_identity ON session (provider_identity) WHERE provider_identity IS NOT NULL;

CREATE TABLE provider_flow (
  -- Of what the browser holds; state, nonce and verifier follow from that and are kept nowhere.
  hash bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'code', 'bind', 'prove', 'enrol')),
  -- Null where nobody is known yet.
  account uuid REFERENCES account,
  -- Of the session in whose name something is bound or proved.
  session bytea,
  -- Of the enrolment code with which a person enrols.
  enrolment bytea,
  -- Where the provider has said who it is, and the account's own second factor is still to come.
  identity uuid REFERENCES provider_identity ON DELETE CASCADE,
  provider_session text,
  next text NOT NULL,
  began_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX provider_flow_expires ON provider_flow (expires_at);
