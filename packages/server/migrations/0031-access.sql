-- How accounts stand to requests (decision 42). What decides of it is ids and plain names alone, in tables without a policy, so that the policies of
-- the others can ask them; what was said of it is in `access_act`, which is under the policy of the request.

-- A plain name; two accounts of the same name are of one team.
ALTER TABLE account ADD COLUMN team text CHECK (team <> '');

-- No foreign keys to `request`: they are checked under its policy, behind which the row may be gone by the same statement.
CREATE TABLE request_handling (
  request uuid PRIMARY KEY,
  restricted boolean NOT NULL DEFAULT false,
  team text CHECK (team <> '')
);
CREATE INDEX request_handling_restricted ON request_handling (request) WHERE restricted;

CREATE TABLE request_relation (
  request uuid NOT NULL,
  account uuid NOT NULL REFERENCES account,
  relation text NOT NULL CHECK (relation IN ('assigned', 'liaison', 'walled-off')),
  PRIMARY KEY (request, account, relation)
);
CREATE INDEX request_relation_account ON request_relation (account, relation, request);

CREATE TABLE delegation (
  id uuid PRIMARY KEY,
  giver uuid NOT NULL REFERENCES account,
  receiver uuid NOT NULL REFERENCES account,
  -- Days at the capital, both included; and the moments that they are, the second ahead of time where it was ended.
  since date NOT NULL,
  until date NOT NULL,
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  given_at timestamptz NOT NULL,
  ended_by uuid,
  CHECK (giver <> receiver),
  CHECK (until >= since AND until - since < 90)
);
CREATE INDEX delegation_receiver ON delegation (receiver, ends_at);
CREATE INDEX delegation_giver ON delegation (giver, ends_at);

-- Who has said in which session why they open a restricted request. What they said is in the audit log.
CREATE TABLE restricted_opening (
  session bytea NOT NULL,
  request uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (session, request)
);
CREATE INDEX restricted_opening_at ON restricted_opening (at);

-- Everything that was decided of who sees a request, with its reason.
CREATE TABLE access_act (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request uuid NOT NULL REFERENCES request,
  kind text NOT NULL CHECK (kind IN ('restricted', 'opened-up', 'assigned', 'unassigned', 'liaison', 'liaison-ended', 'team', 'declared', 'raised', 'wall-lifted')),
  -- Whom it is about; the mark and the team are about nobody.
  account uuid,
  team text,
  reason text CHECK (reason <> ''),
  by uuid NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CHECK (reason IS NOT NULL OR kind NOT IN ('restricted', 'opened-up', 'declared', 'raised', 'wall-lifted'))
);
CREATE INDEX access_act_request ON access_act (request, seq);
ALTER TABLE access_act ALTER COLUMN reason SET STATISTICS 0;
CREATE TRIGGER access_act_append_only BEFORE UPDATE OR DELETE ON access_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE TRIGGER access_act_whole BEFORE TRUNCATE ON access_act FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a person said with an act, and in whose place they did it; in the tree only as a salted digest.
ALTER TABLE audit ADD COLUMN note text, ADD COLUMN note_salt text, ADD CHECK ((note IS NULL) = (note_salt IS NULL));

-- Remembered words are seen as the request is that they come of, and one request does not write over what another said.
ALTER TABLE translation_memory ADD COLUMN request uuid;
UPDATE translation_memory m SET request = t.request FROM translation t WHERE t.id = m.translation;
ALTER TABLE translation_memory ALTER COLUMN request SET NOT NULL, DROP CONSTRAINT translation_memory_pkey,
  ADD PRIMARY KEY (source_language, language, digest, request);
