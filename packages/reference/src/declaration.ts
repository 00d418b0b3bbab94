import type { Declaration } from '@comity/domain/legal-basis/declaration'
import data from './data/declarations.json' with { type: 'json' }

/** What a declaration can be about: the list is closed, and each has its name in the catalogue under `law.about.<code>`. */
export const declarationAbouts = [
  'bank-secrecy',
  'central-authority',
  'confiscation',
  'convention-as-basis',
  'convention-is-basis',
  'convention-no-basis',
  'dispute-settlement',
  'essential-interests',
  'extradition',
  'joint-teams',
  'maritime-authority',
  'nationals',
  'offences',
  'other',
  'political-offence',
  'refusal',
  'safe-conduct',
  'special-techniques',
  'supporting-documents',
  'territory',
  'transfer-of-proceedings',
] as const

const sources: Readonly<Record<string, { readonly source: string; readonly asOf: string } | undefined>> = data.sources

/** What States declared about instruments, as far as the data hold it. */
export const declarations = data.rows.map((row) => {
  const told = sources[row.source]
  if (told === undefined) throw new Error(`no such source of declarations: ${row.source}`)
  return { ...data.default, ...row, ...told }
}) as readonly Declaration[]

const byInstrument = new Map(
  [...Map.groupBy(declarations, ({ instrument }) => instrument)].map(([instrument, all]) => [
    instrument,
    Map.groupBy(all, ({ state }) => state),
  ]),
)

const none: readonly Declaration[] = []

/** What a State declared about an instrument, as far as the data hold it. */
export function listDeclarations(instrument: string, state: string): readonly Declaration[] {
  return byInstrument.get(instrument)?.get(state) ?? none
}
