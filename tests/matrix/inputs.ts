import { createHash, randomUUID } from 'node:crypto'
import { fileBody, type Operation } from '@comity/contract/operation'
import type { RawCall } from '@comity/contract/read-call'
import { profiles } from '@comity/reference/profile'
import { content, inputs } from '@comity/server/test-inputs'
import { type MatrixCase, wordOf } from './cases.ts'
import { bystander, team } from './people.ts'

const id = randomUUID()
const reason = { reason: 'x' }
const scan = { id, name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) }
const paper = { channel: 'post', reference: 'B-1', dated: '2026-01-01', received: '2026-01-02', files: [scan] }
const day = '2099-01-15'
/** Operations that would end the line to the peer of the walk: they name one that is not there. */
const endsLine = ['suspendPeer', 'revokePeer', 'lowerFloor', 'verifyPeer', 'activatePeer', 'reconcilePeer']
const queries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  addFile: { name: 'a.txt' },
  addScan: { name: 'a.pdf' },
  addLetterheadTemplate: { name: 'a.docx' },
  takeIn: { name: 'a.comity' },
  checkLetter: { code: '0000-0000-0000-0000' },
  listPaperTwins: { from: 'CHE', reference: 'B-26-1173' },
  getAuditConsistency: { size: '1' },
  findBinding: { a: 'PER', b: 'CHE', instrument: 'untoc' },
  proposeReference: { name: 'a.csv', instrument: 'untoc', format: 'csv' },
}

function bodyOf(operation: string, one: MatrixCase): unknown {
  const bodies: Readonly<Record<string, unknown>> = {
    prove: { proof: '000000' },
    openRequest: { reference: 'R', content: { ...content, title: 'x', purpose: 'x' } },
    clarify: { answers: one.open, text: 'x' },
    'confirm-receipt': { of: one.open },
    importDrafts: { passphrase: 'x'.repeat(20) },
    exportDraft: { passphrase: 'correct horse battery staple' },
    setRetentionPeriod: { class: 'requesting-answered', source: 'Ley de ejemplo, art. 1' },
    setHold: reason,
    liftHold: reason,
    keepLonger: { until: day, ...reason },
    proposeErasure: reason,
    declineErasure: reason,
    askTranslation: { language: 'fr', translator: one.translator, due: day },
    assignTranslation: { translator: one.translator, due: day },
    sendBackTranslation: reason,
    translate: {
      segments: [
        {
          key: 'title',
          digest: createHash('sha256')
            .update(`Registros ${wordOf(one.number, 't')}`)
            .digest('hex'),
          target: 'x',
          done: true,
        },
      ],
    },
    signLetter: { languages: ['es'], timeStamp: 'without', key: { kind: 'file', file: 'eA==', passphrase: 'x' } },
    unlockSigningKey: { key: 'x' },
    enterPaperRequest: { ...paper, from: 'CHE', authority: 'X', kind: 'mutual-legal-assistance', subject: 'x', language: 'fr' },
    enterPaperCopy: paper,
    enterPaperAct: { ...paper, by: 'X', act: { type: 'ask-status', said: {} } },
    noteOriginal: { type: 'printed', on: '2026-01-15' },
    addLetterheadLines: { lines: ['x'] },
    fetchPeer: { address: 'https://example.invalid/directory' },
    namePerson: { account: bystander.id, relation: 'liaison' },
    dropPerson: { account: bystander.id, relation: 'liaison' },
    setRequestTeam: { team },
    raiseWall: { account: bystander.id, ...reason },
    liftWall: { account: bystander.id, ...reason },
    giveDelegation: { to: bystander.id, since: '2099-01-01', until: '2099-01-02' },
    setAccountTeam: { team: 'X' },
    beginProviderSignIn: {},
    finishProvider: { flow: 'x'.repeat(43), answer: 'x' },
    finishProviderWithCode: { flow: 'x'.repeat(43), code: '000000' },
    beginProviderEnrolment: { name: 'nobody', enrolmentCode: 'x' },
    settleContradiction: reason,
    declineProfileProposal: reason,
    proposeProfile: { profile: profiles[0], restsOn: 999 },
  }
  return bodies[operation] ?? inputs[operation] ?? {}
}

/** A call of an operation about a case that its schemas can read. */
export function callOf(operation: Operation, one: MatrixCase): RawCall & { readonly params: Readonly<Record<string, string>> } {
  const known: Readonly<Record<string, string>> = {
    request: one.request,
    translation: one.translation,
    file: operation.id === 'importDrafts' ? 'a'.repeat(64) : one.file,
    message: operation.id === 'listMessageReceipts' ? one.arrived : one.message,
    number: one.letter,
    erasure: one.erasure,
    account: operation.id === 'setAccountTeam' || operation.id === 'getAccount' ? bystander.id : id,
    delegation: id,
    session: id,
    passkey: id,
    proposal: id,
    version: id,
    emblem: 'a'.repeat(64),
    peer: endsLine.includes(operation.id) ? 'FRA~central' : 'CHE~central',
    state: 'PER',
    language: 'es',
    instrument: 'untoc',
    article: '18(15)',
    rule: 'safe-conduct',
    place: '1',
    seq: '1',
  }
  const names = [...operation.path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '')
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  return {
    params: Object.fromEntries(names.map((name) => [name, known[name] ?? ''])),
    query: queries[operation.id] ?? {},
    ...(hasBody && operation.body !== fileBody ? { body: bodyOf(operation.id, one) } : {}),
    ...(operation.ifMatch ? { ifMatch: operation.path.includes('{translation}') ? 1 : one.version } : {}),
  }
}

/** Whether an operation is about a case that its address names. */
export function isAboutCase({ path }: Operation): boolean {
  return /\{(?:request|translation|message|erasure)\}/u.test(path)
}
