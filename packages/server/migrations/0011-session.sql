-- A name for a session that may be shown, unlike its token; and when its holder last proved who they are.
ALTER TABLE session ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN proven_at timestamptz;
UPDATE session SET proven_at = created_at;
ALTER TABLE session ALTER COLUMN proven_at SET NOT NULL;
CREATE UNIQUE INDEX session_id ON session (id);
