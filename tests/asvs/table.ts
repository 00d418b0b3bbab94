import { readFileSync } from 'node:fs'

/** How far a requirement is met. */
export const standings = ['met', 'partly', 'not met', 'not applicable'] as const

/** A requirement of the standard under a short name of ours, and our answer to it. */
export interface Requirement {
  /** As in `1.2.4`. */
  readonly id: string
  readonly level: 1 | 2
  readonly name: string
  readonly standing: (typeof standings)[number]
  /** As in `path/of.test.ts: title`. */
  readonly tests?: readonly string[]
  readonly says?: string
}

/** The requirements of levels 1 and 2, all of them, in the order of the standard. */
export const { requirements } = JSON.parse(readFileSync(new URL('requirements.json', import.meta.url), 'utf8')) as {
  readonly requirements: readonly Requirement[]
}

const chapters: Readonly<Record<string, string>> = {
  1: 'Encoding',
  2: 'Validation and the rules of the work',
  3: 'Browser',
  4: 'API',
  5: 'Files',
  6: 'Signing in',
  7: 'Sessions',
  8: 'Authorization',
  9: 'Self-contained tokens',
  10: 'OAuth and OpenID Connect',
  11: 'Cryptography',
  12: 'Communication',
  13: 'Configuration',
  14: 'Data',
  15: 'Code and parts of others',
  16: 'Logs and failures',
  17: 'WebRTC',
}

/** Where a test is, and what it is called. */
export function placeOf(test: string): { readonly path: string; readonly title: string } {
  const at = test.indexOf(': ')
  return { path: test.slice(0, at), title: test.slice(at + 2) }
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function answerOf({ tests = [], says }: Requirement): string {
  const named = tests.map((test) => {
    const { path, title } = placeOf(test)
    return `\`${path.replace(/^packages\//u, '').replace('/src/', '/')}\`: ${cell(title).replaceAll(/\$\{.*?\}(?:`\})?/gu, '…')}`
  })
  return [...(says === undefined ? [] : [cell(says)]), ...named].join('<br>')
}

function rowOf(requirement: Requirement): string {
  const { id, level, name, standing } = requirement
  return `| ${id} | ${level} | ${cell(name)} | ${standing} | ${answerOf(requirement)} |`
}

/** The page `docs/security-asvs.md`. */
export function asvsPage(): string {
  const count = (standing: Requirement['standing']): number => requirements.filter((one) => one.standing === standing).length
  const applicable = requirements.length - count('not applicable')
  const byChapter = Map.groupBy(requirements, ({ id }) => id.split('.')[0] ?? '')
  return [
    '# OWASP ASVS 5.0, levels 1 and 2',
    '',
    'Made by `npm run asvs` from `tests/asvs/requirements.json`; a test holds that no row is empty and that every test named here exists. The',
    'numbers are those of the Application Security Verification Standard 5.0.0; the names are ours and much shorter: read the standard beside it.',
    'Judged by those who wrote the code; nobody outside has.',
    '',
    `Of ${requirements.length} requirements ${applicable} apply: ${count('met')} are met, ${count('partly')} partly, ${count('not met')} are not.`,
    '',
    ...[...byChapter].flatMap(([chapter, rows]) => [
      `## ${chapter}. ${chapters[chapter] ?? ''}`,
      '',
      '| Number | Level | What it asks | Standing | Test or reason |',
      '| --- | --- | --- | --- | --- |',
      ...rows.map(rowOf),
      '',
    ]),
  ].join('\n')
}
