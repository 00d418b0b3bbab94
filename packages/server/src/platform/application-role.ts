import { sql } from 'kysely'
import { OperatorError } from './operator-error.ts'
import type { Transaction } from './tables.ts'

/** The database role under which the instance reads and writes rows. It owns nothing, cannot sign in and is bound by row security. */
export const applicationRole = 'comity_app'

/** Makes the role where it is not there, and lets our own user take it on. Another database of the server may do the same now. */
const makeRole = `DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${applicationRole}') THEN
    BEGIN
      CREATE ROLE ${applicationRole} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  BEGIN
    PERFORM set_config('role', '${applicationRole}', true), set_config('role', 'none', true);
  EXCEPTION WHEN insufficient_privilege THEN
    EXECUTE format('GRANT ${applicationRole} TO %I', session_user);
  END;
END $$`

/**
 * Rows may be read and added; and changed or removed where the table is not only appended to, whose triggers refuse both (bits 8 and 16 of
 * `tgtype`; one that refuses a TRUNCATE alone leaves an erasure possible). What finds words is for its function alone.
 */
const grantRows = `DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.oid::regclass AS name, EXISTS (SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
      WHERE g.tgrelid = c.oid AND p.proname = 'refuse_change' AND g.tgtype & 24 <> 0) AS appended
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('migration', 'request_words')
  LOOP
    CONTINUE WHEN has_table_privilege('${applicationRole}', t.name, CASE WHEN t.appended THEN 'INSERT' ELSE 'DELETE' END);
    EXECUTE format('GRANT SELECT, INSERT %s ON %s TO ${applicationRole}', CASE WHEN t.appended THEN '' ELSE ', UPDATE, DELETE' END, t.name);
  END LOOP;
END $$`

/**
 * Sees to it that the application's role is there, may do what it must and is bound by row security. Backups carry no
 * privileges, so this is done at each start.
 * @throws OperatorError when our user may not make the role, with what to tell the server
 */
export async function prepareApplicationRole(trx: Transaction): Promise<void> {
  try {
    await sql.raw(makeRole).execute(trx)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== '42501') throw error
    throw new OperatorError(
      `The database needs a role that owns nothing. As its superuser, once: CREATE ROLE ${applicationRole}; GRANT ${applicationRole} TO the user in DATABASE_URL.`,
    )
  }
  const { rows } = await sql<{ bound: boolean }>`
    SELECT NOT (rolsuper OR rolbypassrls) AS bound FROM pg_roles WHERE rolname = ${applicationRole}`.execute(trx)
  if (rows[0]?.bound !== true)
    throw new OperatorError(`The role ${applicationRole} is above row security. Take SUPERUSER and BYPASSRLS from it.`)
  await sql.raw(grantRows).execute(trx)
}
