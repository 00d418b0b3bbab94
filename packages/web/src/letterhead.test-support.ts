import type { LetterheadVersion } from '@comity/contract/letterhead'
import type { Actor } from '@comity/domain/account/role'
import { fail, ok } from '@comity/domain/result'

type Handle = (input: { params: Record<string, string>; body: unknown }, actor: Actor) => unknown

const sha256 = 'ab'.repeat(32)

/** The letterhead of an authority: in Spanish with lines, an emblem and a template; in other languages whatever was brought in. */
export function letterheadOperations(clock: () => string): Record<string, Handle> {
  const head = {
    lines: ['Central Authority', 'Av. Abancay 1', '+51 1 555 0100'],
    emblem: { sha256, width: 60, height: 60, alt: '<b>Escudo</b>' },
  }
  const template = {
    name: '<i>carta</i>.docx',
    sha256,
    size: 20_000,
    placeholders: [{ name: 'ref', places: ['head', 'text'] as const }],
    styles: [
      { name: 'MLANum', there: true, sample: '1.' },
      { name: 'MLACell', there: false },
    ],
    pictures: 1,
    textWidth: 160,
  }
  const by = (account: string) => ({ account, name: account, at: clock() })
  const id = '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f'
  const first: LetterheadVersion = {
    id,
    language: 'es',
    part: 'template',
    version: 1,
    template,
    broughtBy: by('ana'),
    used: [by('rosa')],
    current: true,
  }
  const versions: LetterheadVersion[] = [first]

  function bring(actor: Actor, language: string, what: Pick<LetterheadVersion, 'part' | 'template' | 'head'>): unknown {
    const version = {
      id: crypto.randomUUID(),
      language,
      version: versions.length + 1,
      broughtBy: by(actor.id),
      used: [],
      current: false,
      ...what,
    } as LetterheadVersion
    versions.unshift(version)
    return ok(version)
  }

  return {
    getLetterhead: ({ params }) => ok(params['language'] === 'es' ? { head, template } : {}),
    listLetterheadVersions: ({ params }) => ok({ items: versions.filter(({ language }) => language === params['language']) }),
    getLetterheadVersion({ params }) {
      const found = versions.find((version) => version.id === params['version'])
      return found === undefined ? fail({ code: 'not-found' }) : ok(found)
    },
    addLetterheadTemplate({ params, body }, actor) {
      if ((body as { name: string }).name !== 'bad.docx') return bring(actor, params['language'] ?? '', { part: 'template', template })
      return fail({
        code: 'invalid-input',
        fields: [
          { field: 'file', rule: 'template-macros' },
          { field: 'file', rule: 'template-placeholder-missing', values: { placeholder: '{{date}}' } },
        ],
      })
    },
    dropLetterheadTemplate: ({ params }, actor) => bring(actor, params['language'] ?? '', { part: 'template' }),
    addEmblem: () => ok({ sha256, width: 60, height: 60 }),
    addLetterheadLines({ params, body }, actor) {
      const { lines, emblem, alt = '' } = body as { lines: string[]; emblem?: string; alt?: string }
      if (emblem !== undefined && alt === '') return fail({ code: 'invalid-input', fields: [{ field: 'alt', rule: 'required' }] })
      return bring(actor, params['language'] ?? '', { part: 'head', head: { lines } })
    },
    useLetterhead({ params }, actor) {
      const found = versions.find((version) => version.id === params['version'])
      if (found === undefined) return fail({ code: 'not-found' })
      return found.broughtBy.account === actor.id ? fail({ code: 'not-the-second-person' }) : ok({ ...found, current: true })
    },
  }
}
