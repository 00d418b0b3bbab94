import type { LetterReport, LetterSigning } from '@comity/contract/signature'
import type { Actor } from '@comity/domain/account/role'
import type { Request } from '@comity/domain/request/request'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'

interface Input {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
}

const certificate = {
  holder: 'وزارة العدل, Test',
  issuer: 'Test CA',
  from: '2026-01-01T00:00:00.000Z',
  to: '2036-01-01T00:00:00.000Z',
  sha256: 'ab'.repeat(32),
}

/** A letter with every kind of thing that a report can say. */
export const worstReport: LetterReport = {
  verdict: 'not-good',
  size: 1,
  sha256: 'cd'.repeat(32),
  signatures: [
    {
      field: 'a',
      kind: 'signature',
      verdict: 'not-good',
      faults: ['changed', 'expired', 'time-stamp'],
      certificate,
      claimedAt: '2026-09-09T10:00:00.000Z',
      covers: 100,
      wholeFile: false,
      after: { signatures: 2, others: [{ what: 'page', number: 3 }, { what: 'form' }, { what: 'object', number: 12 }] },
    },
    { field: 'b', kind: 'time-stamp', verdict: 'not-good', faults: ['range'], covers: 0, wholeFile: false },
    {
      field: 'c',
      kind: 'signature',
      verdict: 'good',
      faults: [],
      certificate: { ...certificate, anchor: 'Test CA' },
      stampedAt: { time: '2026-09-09T10:00:01.000Z', certificate },
      covers: 200,
      wholeFile: true,
    },
  ],
}

/** Signing at a desk in memory: a key file opens with the passphrase `secreto`, a device with the PIN `4321`. */
export function signatureOperations(find: (id: string) => Request | undefined) {
  const signed = new Map<string, LetterSigning['letters'][number]['signatures']>()
  let locked = true

  function viewOf(id: string): Result<LetterSigning> {
    const request = find(id)
    if (request === undefined) return fail({ code: 'not-found' })
    const { pending, version, content } = request
    if (pending?.command.type !== 'dispatch') return fail({ code: 'act-not-available' })
    const { letter = 'en', translation } = content.languages ?? {}
    const languages = translation === undefined ? [letter] : [letter, translation]
    const letters = languages.map((language) => ({ language, signatures: signed.get(`${id} ${language}`) ?? [], outdated: false }))
    const keys = [
      { key: 'Key of the head', locked: false },
      { key: 'Old key', locked, lockedAt: '2026-11-21T10:00:00.000Z' },
    ]
    return ok({
      request: id,
      version,
      reference: pending.command.input.reference,
      letters,
      keys,
      timeStamp: true,
      seal: true,
      proofNeeded: false,
      discarded: 1,
    })
  }

  return {
    getLetterSigning: ({ params }: Input) => viewOf(params['request'] ?? ''),
    signLetter({ params, body }: Input, actor: Actor) {
      const id = params['request'] ?? ''
      const { languages, key } = body as { languages: string[]; key: { kind: string; passphrase?: string; pin?: string } }
      if (key.kind === 'file' && key.passphrase !== 'secreto') return fail(invalid('passphrase', 'wrong-passphrase'))
      if (key.kind === 'device' && key.pin !== '4321') return fail({ code: 'wrong-pin' })
      for (const language of languages) {
        const at = '2026-11-21T15:00:00.000Z'
        signed.set(`${id} ${language}`, [
          ...(signed.get(`${id} ${language}`) ?? []),
          { holder: actor.name, by: actor.name, at, stamped: true },
        ])
      }
      return viewOf(id)
    },
    discardSignatures: ({ params }: Input) => viewOf(params['request'] ?? ''),
    listSigningKeys: () => ok({ items: [{ key: 'Old key', locked, ...(locked ? { lockedAt: '2026-11-21T10:00:00.000Z' } : {}) }] }),
    unlockSigningKey() {
      locked = false
      return ok({ key: 'Old key', locked })
    },
    verifyLetter: () => ok(worstReport),
  }
}
