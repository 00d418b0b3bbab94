import type { ProfileApproval } from '@comity/contract/profile'
import type { Article } from '@comity/contract/treaty-text'
import { bound } from '@comity/domain/legal-basis/bound'
import { basisPurpose, type CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import type { Law } from '@comity/domain/legal-basis/law'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { deadlineRules } from '@comity/domain/deadline/rules'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import { stateName, states } from '@comity/reference/state'
import type { Answers, Asked } from '../answer.ts'
import type { FindProfile } from '../request/request-law.ts'
import { knownInstrument, knownPair, knownStates } from './known.ts'
import { partyList } from './parties.ts'
import { relationsOf } from './relations.ts'
import { dueOf, findingsOn, questionFrom, unknownOffence } from './question-answers.ts'
import { remember } from './remember.ts'
import { standingOf } from './standing.ts'

/** What answers legal questions. */
export interface LawParts {
  /** The calendar date of a moment where the authority is. */
  readonly today: (now: string) => string
  /** The law as it stands now: rebuilt when officers approve a change, otherwise the same object. */
  readonly law: () => Law
  /** What States ask, as it stands now. */
  readonly profiles: {
    readonly findProfile: FindProfile
    /** Who brought the profile that stands in; undefined as delivered. */
    readonly findProfileApproval: (state: string) => ProfileApproval | undefined
  }
  /** The text of an instrument, where one was brought in. */
  readonly findText: (instrument: string) => Promise<HeldText | undefined>
  /** Codes that lists of States leave out. */
  readonly hidden: ReadonlySet<string>
}

/** The text of an instrument as it was imported. */
interface HeldText {
  readonly language: string
  readonly source: string
  readonly asOf: string
  /** Of the file that was imported. */
  readonly sha256: string
  readonly articles: readonly Article[]
}

type LawAnswers = Answers<
  | 'listStates'
  | 'getStateLaw'
  | 'findRelations'
  | 'listInstruments'
  | 'getInstrument'
  | 'listParties'
  | 'listParticipations'
  | 'listDeclarations'
  | 'listArticles'
  | 'getProvisionText'
  | 'findBinding'
  | 'findLegalBases'
  | 'listDeadlineRules'
  | 'computeDeadline'
  | 'checkContent'
>

/** The questions of the law, all answered from memory: on a server, and in a browser without one. */
export function lawAnswers({ today, law, profiles, findText, hidden }: LawParts): LawAnswers {
  const basesFor = remember(legalBases)
  const relationsFor = remember(({ state, kind, on }: { state: string; kind: CooperationKind; on: string }, now) =>
    relationsOf(state, kind, on, now).filter((other) => !hidden.has(other.state)),
  )
  const dayOf = (call: Asked, on: string | undefined): string => on ?? today(call.now)

  return {
    async listStates({ query }) {
      return ok({
        items: states.filter(({ code }) => !hidden.has(code)).map((state) => ({ ...state, name: stateName(state.code, query.language) })),
      })
    },
    async getStateLaw({ params: { state }, query }, call) {
      const known = knownStates({ state })
      if (!known.ok) return known
      const on = dayOf(call, query.on)
      const concerned = law().instruments.filter(({ between }) => between === undefined || between.includes(state))
      const profile = profiles.findProfile(state)
      const approval = profiles.findProfileApproval(state)
      return ok({
        state,
        on,
        instruments: concerned.map((instrument) => standingOf(instrument, state, on, law())),
        declarations: concerned.flatMap(({ id }) => law().listDeclarations(id, state)),
        ...(profile !== undefined && { profile }),
        ...(approval !== undefined && { profileApproval: approval }),
      })
    },
    async findRelations({ params: { state }, query }, call) {
      const known = knownStates({ state })
      if (!known.ok) return known
      const on = dayOf(call, query.on)
      return ok({ state, kind: query.kind, on, items: relationsFor({ state, kind: query.kind, on }, law()) })
    },
    async listInstruments({ query: { kind, state, reach } }) {
      const known = knownStates({ state })
      if (!known.ok) return known
      const items = law().instruments.filter(
        (instrument) =>
          (kind === undefined || instrument.provisions[basisPurpose[kind]] !== undefined) &&
          (reach === undefined || instrument.reach === reach) &&
          (state === undefined || (instrument.between?.includes(state) ?? law().findParticipation(instrument.id, state) !== undefined)),
      )
      return ok({ items })
    },
    async getInstrument({ params, query }, call) {
      const instrument = knownInstrument(params.instrument, law())
      if (!instrument.ok) return instrument
      const { id } = instrument.value
      const on = dayOf(call, query.on)
      return ok({
        instrument: instrument.value,
        on,
        offences: law().offences.filter((offence) => offence.instrument === id),
        parties: partyList(instrument.value, on, 'deposit', law()).items.length,
        inForceFor: partyList(instrument.value, on, 'in-force', law()).items.length,
        articles: (await findText(id))?.articles.length ?? 0,
      })
    },
    async listParties({ params, query }, call) {
      const instrument = knownInstrument(params.instrument, law())
      if (!instrument.ok) return instrument
      const on = dayOf(call, query.on)
      const list = partyList(instrument.value, on, query.inForce === 'yes' ? 'in-force' : 'deposit', law())
      return ok({ instrument: instrument.value.id, on, count: list.items.length, ...list })
    },
    async listParticipations({ params }) {
      const instrument = knownInstrument(params.instrument, law())
      return instrument.ok ? ok({ items: law().listParticipations(instrument.value.id) }) : instrument
    },
    async listDeclarations({ params, query: { state } }) {
      const instrument = knownInstrument(params.instrument, law())
      if (!instrument.ok) return instrument
      const known = knownStates({ state })
      if (!known.ok) return known
      const asked = state === undefined ? states.map(({ code }) => code) : [state]
      return ok({ items: asked.flatMap((code) => law().listDeclarations(instrument.value.id, code)) })
    },
    async listArticles({ params }) {
      const instrument = knownInstrument(params.instrument, law())
      if (!instrument.ok) return instrument
      const { id } = instrument.value
      const text = await findText(id)
      if (text === undefined) return ok({ instrument: id, items: [] })
      const { articles, ...about } = text
      return ok({
        instrument: id,
        text: about,
        items: articles.map(({ number, heading }) => (heading === undefined ? { number } : { number, heading })),
      })
    },
    async getProvisionText({ params }) {
      const instrument = knownInstrument(params.instrument, law())
      if (!instrument.ok) return instrument
      const text = await findText(instrument.value.id)
      if (text === undefined) return fail({ code: 'not-found' })
      const { articles, ...about } = text
      // Cited with its paragraph, an article is still the article.
      const number = /^[^(]+/u.exec(params.article)?.[0].trim()
      const article = articles.find((each) => each.number === params.article || each.number === number)
      return article === undefined ? fail({ code: 'not-found' }) : ok({ instrument: instrument.value.id, article, ...about })
    },
    async findBinding({ query: { a, b, instrument: id, on: given } }, call) {
      const known = knownPair({ a, b })
      if (!known.ok) return known
      const instrument = knownInstrument(id, law())
      if (!instrument.ok) return instrument
      const on = dayOf(call, given)
      return ok({ a, b, instrument: id, on, binding: bound(a, b, id, on, law()) })
    },
    async findLegalBases({ body }, call) {
      const { requesting, requested } = body
      const known = knownPair({ requesting, requested })
      if (!known.ok) return known
      const question = questionFrom(body, dayOf(call, body.on))
      const offence = unknownOffence(question, law())
      if (offence !== undefined) return fail(invalid('offences', 'unknown-offence', { offence }))
      return ok(basesFor(question, law()))
    },
    async listDeadlineRules() {
      return ok({ items: deadlineRules })
    },
    async computeDeadline({ params, body }, call) {
      const known = knownStates({ state: body.state })
      return known.ok ? dueOf(params.rule, body, today(call.now), profiles.findProfile) : known
    },
    async checkContent({ body }, call) {
      const { requesting, requested } = body.content
      const known = knownStates({ 'content.requesting': requesting, 'content.requested': requested })
      return known.ok ? ok(findingsOn(body.content, dayOf(call, body.on), profiles.findProfile)) : known
    },
  }
}
