import type { PaperView } from '@comity/contract/paper'
import { type IncomingPaper, plainReference } from '@comity/domain/paper/incoming-paper'
import type { FileReference } from '@comity/domain/request/content'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

function fileOf({ id, name, media_type: mediaType, size, sha256 }: Tables['paper_scan']): FileReference {
  return { id, name, mediaType, size, sha256 }
}

/** Keeps a scan until the paper to which it belongs is entered. */
export async function addScanRow(trx: Transaction, file: FileReference, by: { readonly id: string; readonly at: string }): Promise<void> {
  const { id, name, mediaType, size, sha256 } = file
  await trx
    .insertInto('paper_scan')
    .values({ id, name, media_type: mediaType, size, sha256, added_at: by.at, added_by: by.id, paper: null })
    .execute()
}

/** The scans of these ids that belong to no paper yet, held until the transaction ends so that none is taken twice. */
export async function takeScans(trx: Transaction, ids: readonly string[]): Promise<readonly FileReference[]> {
  const rows = await trx
    .selectFrom('paper_scan')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('paper', 'is', null)
    .forUpdate()
    .execute()
  return rows.map(fileOf)
}

interface Entered {
  readonly id: string
  readonly request: string
  /** Whether the request came into the register with it. */
  readonly opens: boolean
  /** The act that it says, where it says one. */
  readonly act?: string | null
  readonly by: { readonly id: string; readonly name: string; readonly at: string }
}

/** Enters paper that came, with its scans. */
export async function addIncomingPaper(
  trx: Transaction,
  paper: IncomingPaper,
  { id, request, opens, act = null, by }: Entered,
): Promise<void> {
  const { channel, reference, dated, received, note = null, files } = paper
  await trx
    .insertInto('incoming_paper')
    .values({
      id,
      request,
      opens,
      act,
      channel,
      reference,
      dated,
      received,
      note,
      entered_at: by.at,
      entered_by: by.id,
      entered_by_name: by.name,
    })
    .execute()
  const ids = files.map((file) => file.id)
  await trx.updateTable('paper_scan').set({ paper: id }).where('id', 'in', ids).execute()
}

/** The paper that came of a request, the first first. */
export async function listIncomingPaper(db: Reader, request: string): Promise<PaperView['incoming']> {
  const papers = await db
    .selectFrom('incoming_paper')
    .selectAll()
    .where('request', '=', request)
    .orderBy('received')
    .orderBy('id')
    .execute()
  if (papers.length === 0) return []
  const ids = papers.map(({ id }) => id)
  const scans = await db.selectFrom('paper_scan').selectAll().where('paper', 'in', ids).orderBy('added_at').orderBy('id').execute()
  return papers.map((paper) => ({
    id: paper.id,
    opens: paper.opens,
    ...(paper.act === null ? {} : { act: paper.act }),
    channel: paper.channel,
    reference: paper.reference,
    dated: paper.dated,
    received: paper.received,
    ...(paper.note === null ? {} : { note: paper.note }),
    files: scans.filter((scan) => scan.paper === paper.id).map(fileOf),
    enteredBy: paper.entered_by_name,
    enteredAt: paper.entered_at,
  }))
}

/** Requests that a State made under a reference, however it was typed. */
export async function listTwins(db: Reader, from: string, reference: string) {
  const plain = plainReference(reference)
  const rows = await db
    .selectFrom('request')
    .select(['id', 'reference', 'their_reference', 'title', 'opened_at'])
    .where('side', '=', 'requested')
    .where('erased_at', 'is', null)
    .where('counterpart', '=', from)
    .where('their_reference', 'is not', null)
    .orderBy('opened_at', 'desc')
    .execute()
  return rows.filter(({ their_reference: theirs }) => plain !== '' && plainReference(theirs ?? '') === plain).slice(0, 20)
}
