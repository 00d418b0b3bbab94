import type { Actor } from '@comity/domain/account/role'
import type { LetterCheck, LetterRow } from '@comity/contract/paper'
import { letterCode, readLetterCode } from '@comity/domain/paper/letter-code'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'

type Handle = (input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }, actor: Actor) => unknown

/** Codes of which the first was issued, then replaced, void, waiting, unknown. */
export const codes: readonly string[] = [0, 1, 2, 3, 4].map((first) => {
  const drawn = Array.from({ length: 32 }, (_, last) => letterCode([first, ...Array.from({ length: 13 }, () => 7), last]))
  return drawn.find((code) => code !== undefined) ?? ''
})

/** A register of letters with one of each standing. */
export function paperOperations(): Record<string, Handle> {
  const letters: readonly LetterRow[] = (['pending', 'issued', 'void', 'replaced'] as const).map((standing, at) => ({
    number: `OUT-2026-00000${4 - at}`,
    date: '2026-09-11',
    to: 'CHE',
    act: 'dispatch',
    language: 'es',
    standing,
    request: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
    ...(standing === 'replaced' ? { replacedBy: 'OUT-2026-000003' } : { reference: 'UCJIE-0417' }),
  }))
  return {
    listLetters({ query }) {
      const { standing: wanted } = query as { standing?: LetterRow['standing'] }
      return ok({ items: letters.filter(({ standing }) => wanted === undefined || wanted === standing) })
    },
    checkLetter({ query }) {
      const code = readLetterCode(String(query['code']))
      if (!code.ok) return code
      const standing = { 0: 'issued', 1: 'replaced', 2: 'void', 3: 'pending' }[code.value[0] ?? ''] ?? 'unknown'
      const known: LetterCheck =
        standing === 'issued' || standing === 'replaced'
          ? {
              standing,
              number: 'OUT-2026-000003',
              date: '2026-09-11',
              to: 'CHE',
              language: 'es',
              sha256: 'ab'.repeat(32),
              ...(standing === 'replaced' && { replacedBy: 'OUT-2026-000004' }),
            }
          : { standing: standing as LetterCheck['standing'], ...(standing === 'unknown' ? {} : { number: 'OUT-2026-000002' }) }
      return ok(known)
    },
    getPaper: () =>
      ok({
        original: { wanted: 'profile', steps: [{ type: 'printed', on: '2026-09-11' }], next: 'signed', due: '2026-09-10', late: true },
        awaited: true,
        incoming: [
          {
            id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
            opens: false,
            channel: 'post',
            reference: 'B-17',
            dated: '2026-09-01',
            received: '2026-09-08',
            files: [],
            enteredBy: 'Rosa Huamán',
            enteredAt: '2026-09-08T10:00:00.000Z',
          },
        ],
      }),
    listOriginals: () =>
      ok({
        items: [{ request: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f', counterpart: 'CHE', next: 'posted', due: '2026-09-10', late: true }],
      }),
    listPaperTwins: () =>
      ok({ items: [{ id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f', reference: 'B-17', openedAt: '2026-09-01T10:00:00.000Z' }] }),
    enterPaperRequest: () => fail(invalid('reference', 'reference-known', { reference: 'B-17' })),
    enterPaperCopy: () => fail(invalid('received', 'in-the-future')),
    noteOriginal: () => fail(invalid('on', 'in-the-future')),
  }
}
