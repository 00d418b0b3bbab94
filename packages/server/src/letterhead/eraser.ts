import { sql } from 'kysely'
import type { Eraser } from '../platform/eraser.ts'

/** Letterheads are of no request; their files stay, whoever else brought the same. */
export const letterheadEraser: Eraser = {
  erase: async () => [],
  async listNamed(db, hashes) {
    const { rows } = await sql<{ sha256: string }>`
      SELECT h AS sha256 FROM unnest(${[...hashes]}::text[]) h
      WHERE EXISTS (SELECT FROM letterhead_emblem WHERE sha256 = h) OR EXISTS (SELECT FROM letterhead_version WHERE content::text LIKE '%' || h || '%')`.execute(
      db,
    )
    return rows.map(({ sha256 }) => sha256)
  },
}
