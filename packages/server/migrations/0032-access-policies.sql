-- The second wall says of relations what `may` says (decision 42). What is hidden from a person is one set of ids, made once for a statement and
-- looked up in a hash: it is short, as walls and restricted requests are few, and empty for who is no person. In PL/pgSQL, since what SQL can
-- inline is planned anew in every policy of every statement; this is planned once for a connection.
CREATE FUNCTION comity_hidden() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 100 AS $$
DECLARE
  actor CONSTANT uuid := public.comity_actor();
BEGIN
  IF actor IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT w.request FROM public.request_relation w WHERE w.account = actor AND w.relation = 'walled-off';
  IF public.comity_role() IS DISTINCT FROM 'officer' THEN RETURN; END IF;
  RETURN QUERY SELECT h.request FROM public.request_handling h WHERE h.restricted AND NOT EXISTS (
    -- Those in whose place the actor stands: the actor, and whoever gave them their relations for now.
    SELECT FROM public.account a
    WHERE (a.id = actor OR a.id IN (SELECT d.giver FROM public.delegation d
        WHERE d.receiver = actor AND d.begins_at <= now() AND now() < d.ends_at))
      AND a.role IN ('officer', 'head') AND a.confirmed_at IS NOT NULL AND a.disabled_at IS NULL
      AND (a.role = 'head' OR a.team = h.team OR EXISTS (SELECT FROM public.request_relation r
        WHERE r.request = h.request AND r.account = a.id AND r.relation IN ('assigned', 'liaison')))
      -- A wall of the giver's is one for who stands in their place.
      AND NOT EXISTS (SELECT FROM public.request_relation r
        WHERE r.request = h.request AND r.account = a.id AND r.relation = 'walled-off')
  );
END $$;

DROP POLICY seen ON request;
CREATE POLICY seen ON request USING (
  (SELECT comity_context()) = 'exchange'
  OR (((SELECT comity_does_casework()) OR assigned_to = (SELECT comity_office())) AND id NOT IN (SELECT h FROM comity_hidden() h))
);
DROP POLICY translated ON request;
CREATE POLICY translated ON request FOR SELECT USING (
  (SELECT comity_role()) = 'translator'
  AND id IN (SELECT t.request FROM translation t WHERE t.translator = (SELECT comity_actor()))
  AND id NOT IN (SELECT h FROM comity_hidden() h)
);

CREATE POLICY of_request ON access_act USING (
  (SELECT comity_role()) <> 'translator' AND EXISTS (SELECT FROM request r WHERE r.id = access_act.request)
);
CREATE POLICY looked_over ON access_act FOR SELECT USING ((SELECT comity_context()) = 'erasure');
CREATE POLICY erased ON access_act FOR DELETE USING ((SELECT comity_context()) = 'erasure' AND may_be_erased(request));
-- A translator or an auditor says of themselves that they may have nothing to do with it, and reads nothing.
CREATE POLICY declared ON access_act FOR INSERT WITH CHECK (
  kind = 'declared' AND account = (SELECT comity_actor()) AND by = (SELECT comity_actor())
  AND EXISTS (SELECT FROM request r WHERE r.id = access_act.request)
);
CREATE POLICY operated ON access_act USING ((SELECT comity_operates()));
ALTER TABLE access_act ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY seen ON translation;
CREATE POLICY seen ON translation USING (
  ((SELECT comity_does_casework()) OR translator = (SELECT comity_actor())) AND request NOT IN (SELECT h FROM comity_hidden() h)
);
-- Of a restricted request a translator remembers only what was asked of them.
DROP POLICY remembered ON translation_memory;
CREATE POLICY remembered ON translation_memory USING (
  request NOT IN (SELECT h FROM comity_hidden() h)
  AND ((SELECT comity_does_casework())
    OR ((SELECT comity_role()) = 'translator'
      AND (request NOT IN (SELECT r.request FROM request_handling r WHERE r.restricted)
        OR request IN (SELECT t.request FROM translation t WHERE t.translator = (SELECT comity_actor())))))
);

-- Who tends the line sees that messages of a restricted request go and come, as of any; not so an officer who does not stand in a
-- relation to it, and nobody behind a wall.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['outbox', 'inbox', 'reconciliation_gap'] LOOP
    EXECUTE format('DROP POLICY carried ON %1$I; CREATE POLICY carried ON %1$I USING (
      (SELECT comity_context()) = ''exchange''
      OR (((SELECT comity_tends_line())
          OR ((SELECT comity_office()) IS NOT NULL AND EXISTS (SELECT FROM request r WHERE r.id = %1$I.thread)))
        AND thread NOT IN (SELECT h FROM comity_hidden() h)))', t);
    EXECUTE format('DROP POLICY watched ON %1$I; CREATE POLICY watched ON %1$I FOR SELECT USING (
      (SELECT comity_context()) = ''statistics''
      OR ((SELECT comity_role()) = ''auditor'' AND thread NOT IN (SELECT h FROM comity_hidden() h)))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['legal_hold', 'retention_extension', 'erasure'] LOOP
    EXECUTE format('DROP POLICY seen ON %1$I; CREATE POLICY seen ON %1$I USING (
      (SELECT comity_does_casework()) AND request NOT IN (SELECT h FROM comity_hidden() h))', t);
  END LOOP;
END $$;
-- A receipt is seen with its message, or alone where we know of none.
DROP POLICY of_message ON receipt;
CREATE POLICY of_message ON receipt USING (
  (SELECT comity_context()) = 'exchange'
  OR ((SELECT comity_tends_line()) AND EXISTS (SELECT FROM refused_message m WHERE m.id = receipt.message))
  OR (((SELECT comity_tends_line()) OR (SELECT comity_office()) IS NOT NULL)
    AND (EXISTS (SELECT FROM outbox m WHERE m.id = receipt.message) OR EXISTS (SELECT FROM inbox m WHERE m.id = receipt.message)))
);
