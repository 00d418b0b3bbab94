import { relations } from '@comity/contract/law-question'
import type { Actor } from '@comity/domain/account/role'
import { basisPurpose, type CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { partiesOn } from '@comity/domain/legal-basis/parties'
import type { Question } from '@comity/domain/legal-basis/question'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { findState, listStates } from '@comity/reference/state'

type Handle = (input: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }, actor: Actor) => unknown

/** The law as the reference data have it, with one article of UNTOC as if its text had been imported. */
export function lawOperations(clock: () => string): Record<string, Handle> {
  const today = (): string => clock().slice(0, 10)
  const dayOf = ({ on }: Record<string, unknown>): string => (typeof on === 'string' ? on : today())
  const instrumentIn = ({ instrument = '' }: Record<string, string>) => law.findInstrument(instrument)
  const unknownInstrument = fail(invalid('instrument', 'unknown-instrument', { instrument: '?' }))
  const declared = (id: string) => listStates().flatMap(({ code }) => law.listDeclarations(id, code))

  const [row] = law.listParticipations('untoc')
  const proposal = {
    id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
    instrument: 'untoc',
    format: 'csv',
    name: 'list.csv',
    sha256: 'ab'.repeat(32),
    source: 'a list of the test',
    asOf: '2026-01-01',
    count: 1,
    standing: 'proposed',
    proposedBy: { account: 'somebody', name: 'R. Huamán', at: clock() },
  }

  return {
    findLegalBases({ body }) {
      const { on, ...question } = body as Omit<Question, 'date'> & { on?: string }
      if (findState(question.requesting) === undefined || findState(question.requested) === undefined)
        return fail({ code: 'unknown-state' })
      return ok(legalBases({ ...question, date: on ?? today() }, law))
    },
    getStateLaw({ params: { state = '' }, query }) {
      if (findState(state) === undefined) return fail({ code: 'unknown-state' })
      const concerned = law.instruments.filter(({ between }) => between === undefined || between.includes(state))
      const profile = findProfile(state)
      return ok({
        state,
        on: dayOf(query),
        instruments: concerned.map(({ id }) => {
          const participation = law.findParticipation(id, state)
          return participation === undefined
            ? { instrument: id, standing: 'unknown' }
            : { instrument: id, participation, standing: participation.party ? 'in-force' : 'signed' }
        }),
        declarations: concerned.flatMap(({ id }) => law.listDeclarations(id, state)),
        ...(profile !== undefined && { profile }),
      })
    },
    findRelations({ params: { state = '' }, query }) {
      if (findState(state) === undefined) return fail({ code: 'unknown-state' })
      const others = listStates().filter(({ code }) => code !== state)
      const items = others.map(({ code }, at) => ({
        state: code,
        relation: relations[at % relations.length],
        undecided: 0,
        listing: 'missing',
      }))
      return ok({ state, kind: query['kind'] ?? 'mutual-legal-assistance', on: dayOf(query), items })
    },
    listInstruments({ query }) {
      const purpose = typeof query['kind'] === 'string' ? basisPurpose[query['kind'] as CooperationKind] : undefined
      return ok({ items: law.instruments.filter(({ provisions }) => purpose === undefined || provisions[purpose] !== undefined) })
    },
    getInstrument({ params, query }) {
      const instrument = instrumentIn(params)
      if (instrument === undefined) return unknownInstrument
      const offences = law.offences.filter((offence) => offence.instrument === instrument.id)
      const count = partiesOn(law.listParticipations(instrument.id), dayOf(query), 'deposit').length
      return ok({ instrument, on: dayOf(query), offences, parties: count, inForceFor: count, articles: instrument.id === 'untoc' ? 1 : 0 })
    },
    listParties({ params, query }) {
      const instrument = instrumentIn(params)
      if (instrument === undefined) return unknownInstrument
      const items = partiesOn(law.listParticipations(instrument.id), dayOf(query), 'deposit').map(
        ({ state, consent, inForce, source, asOf, verified }) => ({ state, consent, inForce, how: 'deposit', source, asOf, verified }),
      )
      return ok({ instrument: instrument.id, on: dayOf(query), count: items.length, complete: false, undated: ['SOM'], items })
    },
    listProposals: () => ok({ items: [proposal] }),
    getProposal: () =>
      ok({ ...proposal, shown: 'x', differences: [{ state: 'PER', kind: 'added', conflict: true, fields: [], after: row }] }),
    listParticipations: ({ params: { instrument = '' } }) => ok({ items: law.listParticipations(instrument) }),
    listDeclarations: ({ params: { instrument = '' } }) => ok({ items: declared(instrument) }),
    getProvisionText: ({ params: { instrument = '', article = '' } }) =>
      ok({
        instrument,
        article: { number: article, heading: 'A heading', paragraphs: ['1. A first paragraph.', '2. A second one.'] },
        language: 'en',
        source: 'a text of the test',
        asOf: '2026-01-01',
        sha256: 'ab'.repeat(32),
      }),
  }
}
