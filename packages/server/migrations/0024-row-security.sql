-- The second wall: which rows of a case the database itself shows, and to whom. The first is `may` (decision 38).
-- Each transaction says on whose behalf it is, by two settings of its own; where it does not, no row is there.
-- Policies name no role, so that a backup can be put back on a server that does not know ours.

CREATE FUNCTION comity_context() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('comity.context', true), '')
$$;
-- After a transaction that has set it, the setting of a connection is empty and not null.
CREATE FUNCTION comity_actor() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('comity.actor', true), '')::uuid WHERE public.comity_context() = 'person'
$$;
-- Looked up and never told: a role that was changed, or an account that was closed or that nobody confirmed, counts from the next statement on.
CREATE FUNCTION comity_role() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT role FROM public.account WHERE id = public.comity_actor() AND confirmed_at IS NOT NULL AND disabled_at IS NULL
$$;
CREATE FUNCTION comity_office() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT office FROM public.account WHERE id = public.comity_actor() AND role = 'executing-authority' AND confirmed_at IS NOT NULL AND disabled_at IS NULL
$$;
CREATE FUNCTION comity_does_casework() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(public.comity_role() IN ('officer', 'head'), false)
$$;
-- Those who watch over the line see that messages went and came, never what they say; an auditor looks on.
CREATE FUNCTION comity_tends_line() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(public.comity_role() IN ('officer', 'head', 'administrator'), false)
$$;
-- Who runs the instance is not the application's role: the setting alone does not make an operator.
CREATE FUNCTION comity_operates() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT public.comity_context() = 'operator' AND current_user <> 'comity_app'
$$;

-- A request is seen by who does casework, by the office to which it is assigned, and by who translates it.
CREATE POLICY seen ON request USING (
  (SELECT comity_context()) = 'exchange'
  OR (SELECT comity_does_casework())
  OR assigned_to = (SELECT comity_office())
);
CREATE POLICY translated ON request FOR SELECT USING (
  (SELECT comity_role()) = 'translator'
  AND id IN (SELECT t.request FROM translation t WHERE t.translator = (SELECT comity_actor()))
);
-- How somebody stands to a request is asked before they may see it.
CREATE POLICY asked_about ON request FOR SELECT USING ((SELECT comity_context()) = 'gate');

-- What belongs to a request is seen by who sees the request; a translator works from its text alone.
CREATE POLICY of_request ON request_event USING (
  ((SELECT comity_context()) = 'exchange' OR (SELECT comity_role()) <> 'translator')
  AND EXISTS (SELECT FROM request r WHERE r.id = request_event.request)
);
CREATE POLICY translated ON request_event FOR SELECT USING (
  (SELECT comity_role()) = 'translator' AND EXISTS (SELECT FROM request r WHERE r.id = request_event.request)
);
CREATE POLICY of_request ON request_file USING (
  ((SELECT comity_context()) = 'exchange' OR (SELECT comity_role()) <> 'translator')
  AND EXISTS (SELECT FROM request r WHERE r.id = request_file.request)
);
-- Who scans files, and who forgets what was said of files that are gone, must know which there are: of those that it does not see
-- upkeep would think that they are gone.
CREATE POLICY looked_into ON request_file FOR SELECT USING ((SELECT comity_context()) IN ('screening', 'upkeep'));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['letter_signature', 'outgoing_letter', 'paper_original_event', 'incoming_paper', 'drafter_import'] LOOP
    EXECUTE format('CREATE POLICY of_request ON %1$I USING (
      (SELECT comity_role()) <> ''translator'' AND EXISTS (SELECT FROM request r WHERE r.id = %1$I.request))', t);
  END LOOP;
END $$;
-- Whether a letter is ours may be asked by anybody who holds it.
CREATE POLICY checked ON outgoing_letter FOR SELECT USING ((SELECT comity_context()) = 'nobody');
-- A scan that belongs to no paper yet is with who brings paper in.
CREATE POLICY of_paper ON paper_scan USING (
  (SELECT comity_does_casework()) AND (paper IS NULL OR EXISTS (SELECT FROM incoming_paper p WHERE p.id = paper_scan.paper))
);

-- A translation is seen by who does casework and by the translator of whom it is asked; the memory by all who translate.
CREATE POLICY seen ON translation USING ((SELECT comity_does_casework()) OR translator = (SELECT comity_actor()));
CREATE POLICY asked_about ON translation FOR SELECT USING ((SELECT comity_context()) = 'gate');
CREATE POLICY of_translation ON translation_segment USING (
  (SELECT comity_context()) = 'person' AND EXISTS (SELECT FROM translation t WHERE t.id = translation_segment.translation)
);
CREATE POLICY of_translation ON translation_export USING (
  (SELECT comity_context()) = 'person' AND EXISTS (SELECT FROM translation t WHERE t.id = translation_export.translation)
);
CREATE POLICY remembered ON translation_memory USING ((SELECT comity_does_casework()) OR (SELECT comity_role()) = 'translator');

-- Messages are under the hand of the exchange, and seen by who watches the line and by who sees the request.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['outbox', 'inbox', 'reconciliation_gap'] LOOP
    EXECUTE format('CREATE POLICY carried ON %1$I USING (
      (SELECT comity_context()) = ''exchange'' OR (SELECT comity_tends_line())
      OR ((SELECT comity_office()) IS NOT NULL AND EXISTS (SELECT FROM request r WHERE r.id = %1$I.thread)))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['outbox', 'inbox', 'reconciliation_gap', 'receipt', 'refused_message'] LOOP
    EXECUTE format('CREATE POLICY watched ON %I FOR SELECT USING (
      (SELECT comity_context()) = ''statistics'' OR (SELECT comity_role()) = ''auditor'')', t);
  END LOOP;
END $$;
CREATE POLICY of_message ON message_attempt USING (
  (SELECT comity_context()) = 'exchange' OR EXISTS (SELECT FROM outbox m WHERE m.id = message_attempt.message)
);
CREATE POLICY of_message ON inbox_part USING ((SELECT comity_context()) = 'exchange');
CREATE POLICY of_message ON refused_message USING ((SELECT comity_context()) = 'exchange' OR (SELECT comity_tends_line()));
CREATE POLICY of_message ON receipt USING (
  (SELECT comity_context()) = 'exchange' OR (SELECT comity_tends_line())
  OR ((SELECT comity_office()) IS NOT NULL AND (EXISTS (SELECT FROM outbox m WHERE m.id = receipt.message)
    OR EXISTS (SELECT FROM inbox m WHERE m.id = receipt.message)))
);

-- An answer kept for a caller who repeats is what the caller was told.
CREATE POLICY own ON idempotency USING (account = (SELECT comity_actor()));
CREATE POLICY kept ON idempotency USING ((SELECT comity_context()) = 'upkeep');

-- Words that lead to a request. An index over them serves nobody whose rows are filtered: what matches a word is not to be
-- told before it is known whether the row may be seen. So they stand apart, where only the function below reads; it
-- names requests and tells nothing of them, and what may not be seen of those is not found.
CREATE TABLE request_words (
  request uuid PRIMARY KEY REFERENCES request ON DELETE CASCADE,
  words tsvector NOT NULL
);
INSERT INTO request_words SELECT id, words FROM request;
CREATE INDEX request_words_words ON request_words USING gin (words);
DROP INDEX request_by_words;
CREATE FUNCTION keep_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.request_words VALUES (NEW.id, NEW.words) ON CONFLICT (request) DO UPDATE SET words = EXCLUDED.words;
  RETURN NULL;
END $$;
CREATE TRIGGER request_words_kept AFTER INSERT OR UPDATE OF words ON request FOR EACH ROW EXECUTE FUNCTION keep_words();
CREATE FUNCTION find_requests(bearing tsquery, most integer) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT w.request FROM public.request_words w WHERE w.words OPERATOR(pg_catalog.@@) bearing LIMIT most
$$;

-- Who owns the tables is bound as well, and sees rows as the operator only.
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE POLICY operated ON %I USING ((SELECT comity_operates()))', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
