import type { RequestContent } from '@comity/domain/request/content'
import type { StepName } from '@comity/web/draft/step'
import { fillDate, fillMeasure } from './fill-measure.ts'
import type { Hands } from './hands.ts'
import { type Officer, save } from './officer.ts'

async function fillAll(hands: Hands, texts: Readonly<Record<string, string | number | undefined>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) if (text !== undefined) await hands.fill(name, String(text))
}

async function chooseAll(hands: Hands, values: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) if (value !== undefined) await hands.choose(name, value)
}

/** Opens a page of a draft from its task list, unless it is the one that is open. */
async function openStep(officer: Officer, request: string, step: string): Promise<void> {
  const pathname = await officer.path()
  if (pathname === `${request}/draft/${step}`) return
  if (pathname !== `${request}/draft`) await officer.visit(`${request}/draft`)
  await officer.go((hands) => hands.follow(`/draft/${step}`))
  await officer.look()
}

type Step = readonly [name: StepName, said: unknown, work: (hands: Hands) => Promise<void>]

/** The pages that are one form, each with what of the request it is about. */
function formSteps(content: RequestContent): readonly Step[] {
  const { requestingAuthority, requestedAuthority, matter, limitation, facts, links, purpose, procedure } = content
  const { urgency, confidentiality, undertakings, languages, bases } = content
  return [
    [
      'authority',
      requestingAuthority ?? requestedAuthority,
      (hands) =>
        fillAll(hands, { 'requestingAuthority.name': requestingAuthority?.name, 'requestedAuthority.name': requestedAuthority?.name }),
    ],
    [
      'matter',
      matter ?? limitation,
      async (hands) => {
        await chooseAll(hands, { 'matter.stage': matter?.stage })
        await fillAll(hands, {
          'matter.reference': matter?.reference,
          'matter.subject': matter?.subject,
          'matter.authority': matter?.authority,
          'matter.function': matter?.function,
          'matter.related': matter?.related,
        })
        await fillDate(hands, 'limitation', limitation)
      },
    ],
    [
      'facts',
      facts ?? links,
      async (hands) => {
        await fillAll(hands, { 'facts.summary': facts?.summary })
        await fillDate(hands, 'facts.from', facts?.from)
        await fillDate(hands, 'facts.to', facts?.to)
        await fillAll(hands, { 'links.transnational': links?.transnational, 'links.organizedGroup': links?.organizedGroup })
      },
    ],
    [
      'basis',
      bases,
      async (hands) => {
        for (const { instrument, provision } of bases ?? []) await hands.tick('bases', `${instrument} ${provision}`)
      },
    ],
    ['procedure', procedure ?? purpose, (hands) => fillAll(hands, { procedure, purpose })],
    [
      'urgency',
      urgency ?? confidentiality,
      async (hands) => {
        await chooseAll(hands, { 'urgency.level': urgency?.level, 'confidentiality.level': confidentiality?.level })
        await fillDate(hands, 'urgency.by', urgency?.by)
        await fillAll(hands, { 'urgency.reason': urgency?.reason, 'confidentiality.reason': confidentiality?.reason })
      },
    ],
    [
      'undertakings',
      undertakings,
      async (hands) => {
        if (undertakings?.useLimit === true) await hands.tick('undertakings.useLimit', 'yes')
        if (undertakings?.reciprocity === true) await hands.tick('undertakings.reciprocity', 'yes')
      },
    ],
    [
      'languages',
      languages,
      (hands) => chooseAll(hands, { 'languages.letter': languages?.letter, 'languages.translation': languages?.translation }),
    ],
  ]
}

async function addPersons(officer: Officer, request: string, { persons = [] }: RequestContent): Promise<void> {
  for (const { name, role, legal, birthDate, birthPlace, nationality, document, location } of persons) {
    await openStep(officer, request, 'persons')
    await officer.go((hands) => hands.follow('/draft/persons/new'))
    await save(officer, async (hands) => {
      await fillAll(hands, { name, birthPlace, document, location })
      await chooseAll(hands, { role, nationality })
      if (legal === true) await hands.tick('legal')
      await fillDate(hands, 'birthDate', birthDate)
    })
  }
}

async function addOffences(officer: Officer, request: string, { offences = [] }: RequestContent): Promise<void> {
  for (const { name, statute, text, minimumPenalty, maximumPenalty, convention = [] } of offences) {
    await openStep(officer, request, 'offences')
    await officer.go((hands) => hands.follow('/draft/offences/new'))
    await save(officer, async (hands) => {
      await fillAll(hands, { name, statute, text, minimumPenalty, maximumPenalty })
      for (const offence of convention) await hands.tick('convention', offence)
    })
  }
}

async function addMeasures(officer: Officer, request: string, { measures = [], persons = [] }: RequestContent): Promise<void> {
  for (const measure of measures) {
    await openStep(officer, request, 'measures')
    await officer.go((hands) => hands.follow('/draft/measures/new'))
    const chosen = `/draft/measures/new?type=${measure.type}`
    if ((await officer.page.locator(`main a[href$="${chosen}"]`).count()) > 0) {
      await officer.look()
      await officer.go((hands) => hands.follow(chosen))
    }
    await officer.look()
    await save(officer, (hands) => fillMeasure(hands, measure, persons))
  }
}

/** Opens the draft of a request and fills the pages of its task list with all that it says. @returns the request's path */
export async function draftRequest(officer: Officer, content: RequestContent, reference: string): Promise<string> {
  await officer.visit('/requests')
  await officer.look()
  await officer.go((hands) => hands.follow('/requests/new'))
  await save(officer, async (hands) => {
    await chooseAll(hands, { requested: content.requested, kind: content.kind })
    await fillAll(hands, { reference, title: content.title })
  })
  const request = (await officer.path()).replace(/\/draft$/u, '')
  const forms = async (names: readonly StepName[]): Promise<void> => {
    for (const [name, said, work] of formSteps(content)) {
      if (said === undefined || !names.includes(name)) continue
      await openStep(officer, request, name)
      await save(officer, work)
    }
  }
  await forms(['authority', 'matter'])
  await addPersons(officer, request, content)
  await forms(['facts'])
  await addOffences(officer, request, content)
  // Which bases are offered follows from the offences, and what a measure asks from the bases.
  await forms(['basis'])
  await addMeasures(officer, request, content)
  await forms(['procedure', 'urgency', 'undertakings', 'languages'])
  return request
}

/** Overrides what the check still finds, with one reason for all, until nothing keeps the request from leaving. */
export async function overrideFindings(officer: Officer, request: string, reason: string): Promise<void> {
  await officer.visit(`${request}/draft/check`)
  await officer.look()
  const overrides = officer.page.locator('main form:has([name=finding])')
  for (let open = await overrides.count(); open > 0; open = await overrides.count()) {
    await save(officer, async (hands) => {
      await hands.unfold()
      await hands.fill('reason', reason)
    })
    await officer.visit(`${request}/draft/check`)
  }
}
