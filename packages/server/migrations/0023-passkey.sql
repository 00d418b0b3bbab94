-- A key of which an authenticator holds the secret half, and what it is asked to sign, once.
CREATE TABLE passkey (
  id uuid PRIMARY KEY,
  account uuid NOT NULL REFERENCES account,
  -- What the authenticator calls it.
  credential bytea NOT NULL UNIQUE,
  name text NOT NULL,
  -- COSE: -7, -8 or -257.
  algorithm int NOT NULL,
  -- SubjectPublicKeyInfo.
  public_key bytea NOT NULL,
  -- Of signatures, where the authenticator counts them; 0 where it does not.
  counter bigint NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX passkey_account ON passkey (account);

CREATE TABLE passkey_challenge (
  hash bytea PRIMARY KEY,
  -- Of whoever adds a passkey; null where one is used, because before that nobody is known.
  account uuid,
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
