import { openDatabase } from '@comity/server/platform/database'
import { migrate } from '@comity/server/platform/migrate'
import { sql } from 'kysely'

/**
 * Fills a database with requests by SQL alone: rows as the projection writes them, each with the event that opened it
 * and four revisions, so that lists, searches and single requests cost what they cost in a register of that size.
 */
export async function seedRequests(dataDirectory: string, count: number): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL']
  const { db, close } = await openDatabase({ dataDirectory, ...(databaseUrl === undefined ? {} : { url: databaseUrl }) })
  await migrate(db)
  await sql`
    INSERT INTO request
    SELECT gen_random_uuid(), side, counterpart, reference, NULL, 'Registros bancarios ' || n, stage,
      CASE WHEN n % 10 = 0 THEN date '9999-12-31' ELSE date '2026-01-01' + (n % 900) END,
      NULL, n % 40 = 0, '2026-01-01Z', '2026-01-01Z'::timestamptz + n * interval '1 minute', 5,
      array_to_tsvector(ARRAY['registros', 'bancarios', 'ucjie', n::text, 'nunez', counterpart])
    FROM (
      SELECT n, CASE n % 2 WHEN 0 THEN 'requesting' ELSE 'requested' END AS side,
        (ARRAY['CHE', 'USA', 'ESP', 'COL', 'BRA', 'ITA', 'KEN', 'THA'])[n % 8 + 1] AS counterpart,
        'UCJIE-' || n || '-2026' AS reference,
        (ARRAY['draft', 'sent', 'registered', 'accepted', 'executing', 'answered', 'closed'])[n % 7 + 1] AS stage
      FROM generate_series(1, ${count}::int) AS n
    ) AS cases`.execute(db)
  await sql`
    INSERT INTO request_event
    SELECT id, 1, gen_random_uuid(), opened_at, 'seed', 'M. Salazar', 'opened',
      jsonb_build_object('request', id, 'side', side, 'reference', reference, 'content',
        jsonb_build_object('kind', 'mutual-legal-assistance', 'title', title,
          'requesting', CASE side WHEN 'requesting' THEN 'PER' ELSE counterpart END,
          'requested', CASE side WHEN 'requesting' THEN counterpart ELSE 'PER' END))
    FROM request`.execute(db)
  await sql`
    INSERT INTO request_event
    SELECT id, v, gen_random_uuid(), changed_at, 'seed', 'M. Salazar', 'revised',
      jsonb_build_object('content', jsonb_build_object('purpose', repeat('Obtener prueba documental. ', 20)))
    FROM request, generate_series(2, 5) AS v`.execute(db)
  await sql`ANALYZE`.execute(db)
  await close()
}
