import { basisPurpose, cooperationKinds, type CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Law } from '@comity/domain/legal-basis/law'
import { listDeclarations } from './declaration.ts'
import { findInstrument, instruments } from './instrument.ts'
import { findOffence, offences } from './offence.ts'
import { findParticipation, listParticipations } from './participation.ts'
import { findState } from './state.ts'
import { findTerritorial } from './territory.ts'

const serving = new Map(
  cooperationKinds.map((kind): [CooperationKind, readonly Instrument[]] => [
    kind,
    instruments.filter(({ provisions }) => provisions[basisPurpose[kind]] !== undefined),
  ]),
)

function pairKey(kind: CooperationKind, a: string, b: string): string {
  return a < b ? `${kind} ${a} ${b}` : `${kind} ${b} ${a}`
}

const multilateral = new Map([...serving].map(([kind, all]) => [kind, all.filter(({ between }) => between === undefined)]))

const bilateral = new Map<string, Instrument[]>()
for (const [kind, all] of serving) {
  for (const instrument of all) {
    if (instrument.between === undefined) continue
    const key = pairKey(kind, ...instrument.between)
    bilateral.set(key, [...(bilateral.get(key) ?? []), instrument])
  }
}

/** The instruments that serve a kind of cooperation and are multilateral, or between these two States. */
function candidates(kind: CooperationKind, a: string, b: string): readonly Instrument[] {
  return [...(bilateral.get(pairKey(kind, a, b)) ?? []), ...(multilateral.get(kind) ?? [])]
}

/** The facts that the domain answers legal questions from. */
export const law: Law = {
  instruments,
  offences,
  findInstrument,
  findParticipation,
  findOffence,
  listParticipations,
  listDeclarations,
  candidates,
  isTerritory: (code) => findState(code)?.kind === 'territory',
  findTerritorial,
  regionOf: (state) => findState(state)?.region,
}
