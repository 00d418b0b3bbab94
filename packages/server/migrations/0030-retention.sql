-- How long closed requests are kept, who orders that one be kept, and how one is erased.
ALTER TABLE request ADD COLUMN closed_at timestamptz, ADD COLUMN closed_from text, ADD COLUMN erased_at timestamptz;
CREATE INDEX request_by_closing ON request (closed_at, id) WHERE closed_at IS NOT NULL AND erased_at IS NULL;

CREATE TABLE retention_period (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  class text NOT NULL CHECK (class IN ('requesting-answered', 'requesting-unanswered', 'requested-answered', 'requested-unanswered')),
  -- Null gives the period up again.
  months int CHECK (months BETWEEN 1 AND 1200),
  -- The rule of law by which the authority sets it.
  source text NOT NULL CHECK (source <> ''),
  set_by uuid NOT NULL,
  set_by_name text NOT NULL,
  set_at timestamptz NOT NULL
);
CREATE TRIGGER retention_period_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_period
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE retention_extension (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request uuid NOT NULL REFERENCES request,
  until date NOT NULL,
  reason text NOT NULL,
  by uuid NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX retention_extension_request ON retention_extension (request, seq);
CREATE TRIGGER retention_extension_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_extension
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE legal_hold (
  id uuid PRIMARY KEY,
  request uuid NOT NULL REFERENCES request,
  reason text NOT NULL,
  set_by uuid NOT NULL,
  set_by_name text NOT NULL,
  set_at timestamptz NOT NULL,
  lifted_by uuid,
  lifted_by_name text,
  lifted_at timestamptz,
  lift_reason text,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE UNIQUE INDEX legal_hold_open ON legal_hold (request) WHERE lifted_at IS NULL;
CREATE INDEX legal_hold_request ON legal_hold (request, set_at);

CREATE TABLE erasure (
  id uuid PRIMARY KEY,
  request uuid NOT NULL REFERENCES request,
  standing text NOT NULL DEFAULT 'proposed' CHECK (standing IN ('proposed', 'approved', 'declined')),
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  settled_by uuid,
  settled_by_name text,
  settled_at timestamptz,
  settle_reason text,
  -- Hashes of files whose keys are still to be destroyed; null once they are.
  remains jsonb,
  done_at timestamptz,
  CHECK ((standing = 'proposed') = (settled_by IS NULL)),
  CHECK (standing <> 'approved' OR settled_by <> proposed_by)
);
CREATE UNIQUE INDEX erasure_open ON erasure (request) WHERE standing IN ('proposed', 'approved');
CREATE INDEX erasure_standing ON erasure (standing, id);

-- What only ever grew is removed for one reason: two people have decided it of this request, and nobody holds it.
CREATE FUNCTION may_be_erased(about uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM erasure WHERE request = about AND standing = 'approved' AND done_at IS NULL)
    AND NOT EXISTS (SELECT FROM legal_hold WHERE request = about AND lifted_at IS NULL)
$$;

CREATE FUNCTION refuse_change_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND may_be_erased(OLD.request) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;

DROP TRIGGER request_event_append_only ON request_event;
CREATE TRIGGER request_event_append_only BEFORE UPDATE OR DELETE ON request_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE TRIGGER request_event_whole BEFORE TRUNCATE ON request_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TRIGGER paper_original_event_append_only ON paper_original_event;
CREATE TRIGGER paper_original_event_append_only BEFORE UPDATE OR DELETE ON paper_original_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE TRIGGER paper_original_event_whole BEFORE TRUNCATE ON paper_original_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TRIGGER incoming_paper_append_only ON incoming_paper;
CREATE TRIGGER incoming_paper_append_only BEFORE UPDATE OR DELETE ON incoming_paper
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE TRIGGER incoming_paper_whole BEFORE TRUNCATE ON incoming_paper FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_change_but_erasure_of_export() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND may_be_erased((SELECT request FROM translation WHERE id = OLD.translation)) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
DROP TRIGGER translation_export_append_only ON translation_export;
CREATE TRIGGER translation_export_append_only BEFORE UPDATE OR DELETE ON translation_export
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure_of_export();
CREATE TRIGGER translation_export_whole BEFORE TRUNCATE ON translation_export FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of a refused message only its sealed envelope goes; that it was refused stays.
CREATE FUNCTION refuse_change_but_erasure_of_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.envelope IS NULL
    AND (NEW.seq, NEW.peer, NEW.id, NEW.digest, NEW.problem, NEW.at) = (OLD.seq, OLD.peer, OLD.id, OLD.digest, OLD.problem, OLD.at)
    AND EXISTS (SELECT FROM inbox WHERE inbox.id = OLD.id AND may_be_erased(inbox.thread)) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
DROP TRIGGER refused_message_append_only ON refused_message;
CREATE TRIGGER refused_message_append_only BEFORE UPDATE OR DELETE ON refused_message
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure_of_envelope();
CREATE TRIGGER refused_message_whole BEFORE TRUNCATE ON refused_message FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- PostgreSQL keeps the commonest values of a column as statistics, and those of an emptied table for ever: none of what a case says.
ALTER TABLE request ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE request_event ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE request_file ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE translation ALTER COLUMN note SET STATISTICS 0, ALTER COLUMN sent_back SET STATISTICS 0, ALTER COLUMN certificate SET STATISTICS 0;
ALTER TABLE translation_segment ALTER COLUMN source SET STATISTICS 0, ALTER COLUMN target SET STATISTICS 0, ALTER COLUMN made_for SET STATISTICS 0;
ALTER TABLE translation_export ALTER COLUMN segments SET STATISTICS 0;
ALTER TABLE translation_memory ALTER COLUMN source SET STATISTICS 0, ALTER COLUMN target SET STATISTICS 0, ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE incoming_paper ALTER COLUMN note SET STATISTICS 0, ALTER COLUMN reference SET STATISTICS 0;
ALTER TABLE paper_scan ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE paper_original_event ALTER COLUMN reason SET STATISTICS 0, ALTER COLUMN told_by SET STATISTICS 0, ALTER COLUMN tracking SET STATISTICS 0;
ALTER TABLE outbox ALTER COLUMN act SET STATISTICS 0;
ALTER TABLE idempotency ALTER COLUMN answer SET STATISTICS 0;

-- The second wall (migration 0024). An erasure works under a name of its own: what other requests name must be seen whole, or files that
-- they still hold would be taken for nobody's; what goes is only what `may_be_erased`. That one sees both the decision and the hold or neither.
CREATE POLICY seen ON legal_hold USING ((SELECT comity_does_casework()));
CREATE POLICY seen ON retention_extension USING ((SELECT comity_does_casework()));
CREATE POLICY seen ON erasure USING ((SELECT comity_does_casework()));
CREATE POLICY settled ON erasure FOR UPDATE USING ((SELECT comity_context()) = 'erasure');
CREATE POLICY held ON request FOR UPDATE USING ((SELECT comity_context()) = 'erasure');
CREATE POLICY told ON idempotency USING ((SELECT comity_context()) = 'erasure');
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['legal_hold', 'retention_extension', 'erasure', 'request', 'request_event', 'request_file', 'letter_signature',
    'outgoing_letter', 'paper_original_event', 'incoming_paper', 'paper_scan', 'drafter_import', 'translation', 'translation_segment',
    'translation_export', 'translation_memory', 'outbox', 'inbox', 'inbox_part', 'refused_message'] LOOP
    EXECUTE format('CREATE POLICY looked_over ON %I FOR SELECT USING ((SELECT comity_context()) = ''erasure'')', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['request_event', 'request_file', 'letter_signature', 'paper_original_event', 'incoming_paper', 'drafter_import',
    'translation'] LOOP
    EXECUTE format('CREATE POLICY erased ON %I FOR DELETE USING ((SELECT comity_context()) = ''erasure'' AND may_be_erased(request))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['translation_segment', 'translation_export', 'translation_memory'] LOOP
    EXECUTE format('CREATE POLICY erased ON %1$I FOR DELETE USING ((SELECT comity_context()) = ''erasure''
      AND EXISTS (SELECT FROM translation t WHERE t.id = %1$I.translation AND may_be_erased(t.request)))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['outbox', 'inbox'] LOOP
    EXECUTE format('CREATE POLICY erased ON %I FOR UPDATE USING ((SELECT comity_context()) = ''erasure'' AND may_be_erased(thread))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['legal_hold', 'retention_extension', 'erasure'] LOOP
    EXECUTE format('CREATE POLICY operated ON %I USING ((SELECT comity_operates()))', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
CREATE POLICY erased ON paper_scan FOR DELETE USING ((SELECT comity_context()) = 'erasure'
  AND EXISTS (SELECT FROM incoming_paper p WHERE p.id = paper_scan.paper AND may_be_erased(p.request)));
CREATE POLICY erased ON inbox_part FOR DELETE USING ((SELECT comity_context()) = 'erasure'
  AND EXISTS (SELECT FROM inbox m WHERE m.id = inbox_part.message AND may_be_erased(m.thread)));
CREATE POLICY erased ON refused_message FOR UPDATE USING ((SELECT comity_context()) = 'erasure'
  AND EXISTS (SELECT FROM inbox m WHERE m.id = refused_message.id AND may_be_erased(m.thread)));
