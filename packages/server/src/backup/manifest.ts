import { Digest } from '@comity/exchange/digest'
import * as z from 'zod'

/** What a backup says of itself, in `backup.json`. It is written last: a folder without it is no backup. */
export const Manifest = z.strictObject({
  comity: z.literal('backup'),
  v: z.literal(1),
  at: z.string(),
  /** Whether the database is a folder of the embedded one or an archive of `pg_dump`. */
  database: z.enum(['embedded', 'server']),
  /** The audit log's head when the backup began; none in an instance where nothing had happened. */
  checkpoint: z.strictObject({ size: z.int(), root: Digest, note: z.string() }).optional(),
  /** Every other file of the backup, with its path inside it. */
  files: z.array(z.strictObject({ path: z.string().min(1), sha256: Digest, size: z.int().min(0) })),
})
export type Manifest = z.infer<typeof Manifest>
export type CopiedFile = Manifest['files'][number]

/** Names inside a backup. */
export const names = {
  manifest: 'backup.json',
  secrets: 'secrets.age',
  embedded: 'database',
  archive: 'database.dump',
  data: 'data',
} as const
