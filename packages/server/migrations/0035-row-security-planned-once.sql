-- The second wall costs a statement its planning, not its rows (decision 47). Who asks is looked up in PL/pgSQL, which is planned once for a
-- connection; of SQL, what reads a table is planned at each call, and what only says something of settings is written into the policy.
CREATE OR REPLACE FUNCTION comity_actor() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN public.comity_context() = 'person' THEN nullif(current_setting('comity.actor', true), '')::uuid END
$$;
CREATE OR REPLACE FUNCTION comity_role() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT a.role FROM public.account a WHERE a.id = public.comity_actor() AND a.confirmed_at IS NOT NULL AND a.disabled_at IS NULL);
END $$;
CREATE OR REPLACE FUNCTION comity_office() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT a.office FROM public.account a
    WHERE a.id = public.comity_actor() AND a.role = 'executing-authority' AND a.confirmed_at IS NOT NULL AND a.disabled_at IS NULL);
END $$;
-- The requests of which a translation is asked of the actor, but for those that are hidden from them.
CREATE FUNCTION comity_translated() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 100 AS $$
BEGIN
  IF public.comity_role() IS DISTINCT FROM 'translator' THEN RETURN; END IF;
  RETURN QUERY SELECT t.request FROM public.translation t
    WHERE t.translator = public.comity_actor() AND t.request NOT IN (SELECT h FROM public.comity_hidden() h);
END $$;

-- All policies of a table are planned for each of its statements, and those of `request` also with whatever belongs to one: so it has two
-- that read, one of who also writes and one of who does not.
DROP POLICY seen ON request;
DROP POLICY operated ON request;
DROP POLICY translated ON request;
DROP POLICY asked_about ON request;
DROP POLICY looked_over ON request;
CREATE POLICY seen ON request USING (
  (SELECT comity_context() = 'exchange' OR comity_operates())
  OR (((SELECT comity_does_casework()) OR assigned_to = (SELECT comity_office())) AND id NOT IN (SELECT h FROM comity_hidden() h))
);
-- How somebody stands to a request is asked before they may see it; an erasure sees what others still name; a translator has their text.
CREATE POLICY looked_at ON request FOR SELECT USING (
  (SELECT comity_context()) IN ('gate', 'erasure') OR id IN (SELECT t FROM comity_translated() t)
);
