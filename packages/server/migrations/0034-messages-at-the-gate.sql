-- How somebody stands to the request of a message or of an erasure is asked at the gate, as of the request itself: whose it is, and nothing else,
-- may be looked up there before it is known whether the person may see it (decision 42).
CREATE POLICY asked_about ON outbox FOR SELECT USING ((SELECT comity_context()) = 'gate');
CREATE POLICY asked_about ON inbox FOR SELECT USING ((SELECT comity_context()) = 'gate');
CREATE POLICY asked_about ON refused_message FOR SELECT USING ((SELECT comity_context()) = 'gate');
CREATE POLICY asked_about ON erasure FOR SELECT USING ((SELECT comity_context()) = 'gate');

-- A message whose content was refused is of a request that we know; what was turned away before it was opened is of none.
ALTER TABLE refused_message ADD COLUMN thread uuid;
ALTER TABLE refused_message DISABLE TRIGGER refused_message_append_only;
UPDATE refused_message r SET thread = m.thread FROM inbox m WHERE m.peer = r.peer AND m.id = r.id AND m.digest = r.digest;
ALTER TABLE refused_message ENABLE TRIGGER refused_message_append_only;
DROP POLICY of_message ON refused_message;
CREATE POLICY of_message ON refused_message USING (
  (SELECT comity_context()) = 'exchange'
  OR ((SELECT comity_tends_line()) AND (thread IS NULL OR thread NOT IN (SELECT h FROM comity_hidden() h)))
);
DROP POLICY watched ON refused_message;
CREATE POLICY watched ON refused_message FOR SELECT USING (
  (SELECT comity_context()) = 'statistics'
  OR ((SELECT comity_role()) = 'auditor' AND (thread IS NULL OR thread NOT IN (SELECT h FROM comity_hidden() h)))
);
-- Who audits sees a receipt with its message as well: behind a wall there is neither.
DROP POLICY watched ON receipt;
CREATE POLICY watched ON receipt FOR SELECT USING (
  (SELECT comity_context()) = 'statistics'
  OR ((SELECT comity_role()) = 'auditor' AND (EXISTS (SELECT FROM outbox m WHERE m.id = receipt.message)
    OR EXISTS (SELECT FROM inbox m WHERE m.id = receipt.message) OR EXISTS (SELECT FROM refused_message m WHERE m.id = receipt.message)))
);
