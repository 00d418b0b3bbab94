import type { AuditHead } from '@comity/contract/audit'
import { proveConsistency, proveInclusion } from '@comity/exchange/audit/proof'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { exportLog } from './export.ts'
import { type AuditFilter, findEntry, listEntries, saidIn } from './store.ts'
import { buildTree, type LogSigner } from './tree-builder.ts'
import { findCheckpoint, findVerification, hashReader } from './tree-store.ts'

type AuditHandlers = Pick<Handlers, 'listAudit' | 'getAuditHead' | 'getAuditProof' | 'getAuditConsistency' | 'exportAudit'>

interface Asked {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What a form leaves empty is not asked. */
function filterOf({ actor, action, subject, from, to }: Asked): AuditFilter {
  const until = to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString()
  return {
    actor: actor === '' ? undefined : actor,
    action: action === '' ? undefined : action,
    subject: subject === '' ? undefined : subject,
    since: from === undefined ? undefined : `${from}T00:00:00Z`,
    until,
  }
}

const base64 = (hash: string) => Buffer.from(hash, 'hex').toString('base64')

/**
 * Handlers of the operations on the audit log.
 * @param signer whose log it is
 */
export function auditHandlers({
  db,
  signer,
  clock,
}: {
  readonly db: Kysely<Tables>
  readonly signer: LogSigner
  readonly clock: () => Date
}): AuditHandlers {
  return {
    async listAudit({ query }) {
      const { cursor, limit } = query
      if (cursor !== undefined && !/^\d{1,15}$/u.test(cursor)) return fail(invalid('cursor', 'not-of-this-kind'))
      const before = cursor === undefined ? undefined : Number(cursor)
      const rows = await listEntries(db, { ...filterOf(query), before, limit: limit + 1 })
      const items = rows.slice(0, limit).map(({ leaf, note, ...entry }) => ({ ...entry, ...saidIn(note), hash: leaf.toString('hex') }))
      const last = items.at(-1)
      return ok(rows.length > limit && last !== undefined ? { items, next: String(last.seq) } : { items })
    },
    async getAuditHead() {
      const checkpoint = await findCheckpoint(db)
      const verification = await findVerification(db, clock().toISOString())
      const head: AuditHead = { key: describeNoteKey({ name: signer.origin, x: signer.key.jwk.x }) }
      if (checkpoint !== undefined) {
        const { size, root, at, note } = checkpoint
        head.checkpoint = { size, root, at, note }
      }
      if (verification !== undefined) {
        const { at, size, root, fault, entry } = verification
        const wrong = fault === null ? {} : { fault: fault as NonNullable<AuditHead['verification']>['fault'] }
        head.verification = { at, size, root, ...wrong, ...(entry === null ? {} : { entry }) }
      }
      return ok(head)
    },
    async getAuditProof({ params }) {
      const checkpoint = await findCheckpoint(db)
      const entry = await findEntry(db, params.seq)
      if (entry === undefined || checkpoint === undefined || params.seq > checkpoint.size) return fail({ code: 'not-found' })
      const index = params.seq - 1
      const path = await proveInclusion(index, checkpoint.size, hashReader(db))
      const proof = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...path.map(base64), '', checkpoint.note].join('\n')
      return ok({ entry: entry.toString(), proof })
    },
    async getAuditConsistency({ query }) {
      const checkpoint = await findCheckpoint(db)
      if (checkpoint === undefined || query.size > checkpoint.size) return fail({ code: 'not-found' })
      const path = await proveConsistency(query.size, checkpoint.size, hashReader(db))
      return ok({ size: checkpoint.size, note: checkpoint.note, proof: path.map(base64) })
    },
    async exportAudit({ query }, call) {
      const filter = filterOf(query)
      const recorded = await call.transact(filter.subject, async () => ok({}))
      if (!recorded.ok) return recorded
      // Whoever reads the export finds in it that it was made.
      await buildTree(db, signer, clock)
      const checkpoint = await findCheckpoint(db)
      if (checkpoint === undefined) throw new Error('the audit log has no checkpoint')
      const name = `${signer.origin.replaceAll('/', '-')}-${checkpoint.size}.jsonl`
      return ok({ name, mediaType: 'application/jsonl', stream: exportLog(db, signer, checkpoint, filter) })
    },
  }
}
