import { join } from 'node:path'
import type { RequestContent, RequestRevision } from '@comity/domain/request/content'
import { findingKey } from '@comity/domain/requirement/finding'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { addBankFiles, compareHashes, writeLetter } from './files.ts'
import { expect, type Seat } from './seat.ts'
import type { Tell } from './telling.ts'

/** Everyone who takes part. */
export interface Cast {
  readonly salazar: Seat
  readonly huaman: Seat
  readonly keller: Seat
  readonly rochat: Seat
  readonly frei: Seat
}

const reference = 'UCJIE-0417-2026'
const theirReference = 'B-26-3391-1'

/** What the officer adds when the check asks for it: words of the office, no new facts of the case. */
const settled: RequestRevision = {
  languages: { letter: 'es', translation: 'en' },
  urgency: { level: 'routine' },
  undertakings: { useLimit: true, reciprocity: true },
}
/** Why the officer sends although something is missing; the reason is kept beside the finding. */
const overrideReasons: Readonly<Record<string, string>> = {
  'links.organizedGroup':
    'La solicitud descansa en primer lugar en el tratado bilateral y en la UNCAC; la UNTOC se invoca para lo que aquellos no regulen.',
  'measures.0.link': 'El vínculo resulta de los hechos expuestos; la fiscalía lo ampliará si la autoridad requerida lo pide.',
  'measures.1.grounds': 'Consta en la orden del Cuarto Juzgado de Investigación Preparatoria Nacional.',
  'measures.1.ceilingApplies': 'Se aclarará con la fiscalía si la autoridad requerida lo pregunta.',
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Drafting: what is missing, what it rests on, and what the officer does about it. */
async function draft({ salazar }: Cast, content: RequestContent, home: string, tell: Tell): Promise<string> {
  const opened = expect('open', await salazar.api.openRequest({ body: { reference, content } }))
  const { id } = opened
  tell('Lima', 'draft', `${reference} opened by ${salazar.who.displayName}: ${content.title ?? ''}`)
  const blocking = opened.findings.filter(({ severity }) => severity !== 'advice')
  tell(
    'Lima',
    'findings',
    `${opened.findings.length} found, ${blocking.length} to settle: ${blocking.map(({ field }) => field).join(', ')}`,
  )
  let view = await salazar.command(id, 'revise', { content: settled })
  const bases = expect('bases', await salazar.api.getLegalBases({ params: { request: id } }))
  for (const basis of bases.bases) {
    const since = basis.since ?? basis.sinceAtLatest
    tell(
      'Lima',
      'legal basis',
      `${basis.rank}. ${instrumentShortTitle(basis.instrument, 'en')}, ${basis.provision === '' ? 'as a whole' : `art. ${basis.provision}`}${since === undefined ? '' : `, both bound since ${since}`}`,
    )
  }
  view = await salazar.command(id, 'revise', {
    content: { bases: bases.bases.map(({ instrument, provision }) => ({ instrument, provision })) },
  })
  const open = view.findings.filter(({ severity }) => severity !== 'advice')
  for (const finding of open)
    view = await salazar.command(id, 'override-finding', { finding: findingKey(finding), reason: overrideReasons[finding.field] ?? '' })
  tell('Lima', 'findings settled', `${blocking.length - open.length} mended, ${open.length} overridden with a reason that is kept`)
  for (const format of ['pdf', 'docx'] as const) {
    const path = join(home, 'letters', `${reference}.es.${format}`)
    await writeLetter(salazar, id, format, 'es', path)
    tell('Lima', `letter ${format.toUpperCase()}`, path)
  }
  return id
}

/** Sending: the second officer, the sealed message, and the machine's receipts. */
async function send({ salazar, huaman, keller }: Cast, id: string, home: string, tell: Tell): Promise<void> {
  await salazar.command(id, 'dispatch', { reference })
  tell('Lima', 'approval asked', `by ${salazar.who.displayName}; nobody can approve their own`)
  const sent = await huaman.command(id, 'approve', {})
  tell('Lima', 'approved', `by ${huaman.who.displayName}, the second officer`)
  for (const format of ['pdf', 'docx'] as const)
    await writeLetter(salazar, id, format, 'es', join(home, 'letters', `${reference}.sent.es.${format}`))
  tell('Lima', 'sealed', `signed and sealed to ${sent.counterpart}, ${sent.files.length} files`)
  await keller.arrival(id, 'dispatch')
  const receipts = (await consigned(salazar, id)).map(({ event, by }) => `${event} (${by})`)
  tell('Lima', 'sent', 'the message has left and arrived')
  tell('Lima', 'receipts', receipts.join(', '))
}

async function consigned(seat: Seat, id: string) {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const receipts = (await seat.see(id)).thread[0]?.receipts ?? []
    if (receipts.some(({ event }) => event === 'ContentConsignment')) return receipts
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no receipt came back')
}

/** Bern registers the request and asks what is not clear; Lima answers. */
async function clarify({ salazar, keller }: Cast, id: string, tell: Tell): Promise<void> {
  await keller.command(id, 'register', { reference: theirReference, confidentialityConfirmed: true })
  tell('Bern', 'registered', `${theirReference}, confidentiality confirmed`)
  const question = 'Is the restraint limited to USD 3,480,500.00 over all property together, or for each account?'
  const asked = await keller.command(id, 'ask-clarification', { question, due: inDays(14), article: 'UNTOC 18(16)' })
  tell('Bern', 'clarification asked', question)
  await salazar.arrival(id, 'ask-clarification')
  const answers = asked.openClarifications[0]?.act ?? ''
  await salazar.command(id, 'clarify', { answers, text: 'El monto es uno solo, para todos los bienes en conjunto.' })
  await keller.arrival(id, 'clarify')
  tell('Lima', 'clarification supplied', 'one amount, for all property together')
}

/** Bern accepts with a condition and has the request executed; the result goes back. */
async function execute({ keller, rochat, frei, salazar }: Cast, id: string, tell: Tell): Promise<void> {
  const condition = {
    id: crypto.randomUUID(),
    kind: 'speciality' as const,
    text: 'The information may be used only in the proceedings named in the request, unless Switzerland consents.',
    article: 'UNTOC 18(19)',
  }
  await keller.command(id, 'accept', { conditions: [condition] })
  await rochat.command(id, 'approve', {})
  tell('Bern', 'accepted', 'with a condition: use only in the proceedings named (UNTOC art. 18(19))')
  const office = frei.who.office ?? ''
  await keller.command(id, 'assign', { authority: office, due: inDays(30) })
  tell('Bern', 'handed over', `to ${office}`)
  const files = await addBankFiles(frei, id)
  await frei.command(id, 'report-progress', { text: 'The bank has handed over the documents; the account is restrained.' })
  await frei.command(id, 'send-result', {
    final: true,
    summary: 'Account documents and statements; the account is restrained up to USD 3,480,500.00.',
    files,
  })
  tell('Bern', 'executed', `by ${frei.who.displayName}: account restrained, ${files.length} files`)
  await rochat.command(id, 'approve', {})
  tell('Bern', 'result sent', `approved by ${rochat.who.displayName}`)
  await salazar.arrival(id, 'send-result')
}

/** Lima compares what came with what was announced, confirms and closes. */
async function conclude({ salazar, huaman, keller }: Cast, id: string, tell: Tell): Promise<void> {
  const view = await salazar.see(id)
  const result = view.thread.find(({ act }) => act.type === 'send-result')?.act
  const files = result?.type === 'send-result' ? result.body.files : []
  tell('Lima', 'result', `${files.length} files`)
  for (const line of await compareHashes(salazar, id, files)) tell('Lima', 'hashes equal', `${line} ✓`)
  for (const of of view.unconfirmed) await salazar.command(id, 'confirm-receipt', { of, hashesEqual: true })
  tell('Lima', 'confirmed', 'receipt, and the condition that travels with it')
  await salazar.command(id, 'close', { reason: 'Ejecutada en su totalidad.' })
  await huaman.command(id, 'approve', {})
  const closed = await keller.arrival(id, 'close')
  tell('Lima', 'closed', `both sides see the same ${closed.thread.length} acts, stage ${closed.stage}`)
}

/**
 * Worked case 1 from draft to answer, through the public API only.
 * @param home where the letters are written
 * @returns the request's id
 */
export async function playStory(cast: Cast, content: RequestContent, home: string, tell: Tell): Promise<string> {
  const id = await draft(cast, content, home, tell)
  await send(cast, id, home, tell)
  await clarify(cast, id, tell)
  await execute(cast, id, tell)
  await conclude(cast, id, tell)
  return id
}
