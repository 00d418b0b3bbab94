import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import type { Provision } from './finding.ts'

/** One thing that an instrument asks of a request, or lets a State ask. */
export type Topic =
  | 'authority'
  | 'matter'
  | 'nature'
  | 'conducting'
  | 'functions'
  | 'offence-stated'
  | 'facts'
  | 'assistance'
  | 'persons'
  | 'purpose'
  | 'language'
  | 'use-limit'
  | 'confidentiality'
  | 'deadline'
  | 'offence-in-scope'
  | 'serious-crime'
  | 'organized-group'
  | 'transnational'
  | 'dual-criminality'
  | 'bank-records'
  | 'restraint-contents'
  | 'restraint-ceiling'
  | 'restraint-grounds'
  | 'restraint-order'
  | 'order-copy'
  | 'third-parties'

/**
 * The kinds whose requests the content articles describe: mutual legal assistance (UNTOC art. 18(15), UNCAC art. 46(15)), and
 * confiscation, to which they apply besides its own list (UNTOC art. 13(3), UNCAC art. 55(3)).
 */
const hasContentArticle: readonly CooperationKind[] = ['mutual-legal-assistance', 'confiscation']

/** A provision on which the officer rests the request. */
export interface Basis {
  readonly instrument: string
  readonly provision: string
}

type Articles = Readonly<Partial<Record<Topic, readonly string[]>>>

/** Read in the texts of the conventions; nothing stands here that was not. */
const articles: Readonly<Record<string, Articles | undefined>> = {
  untoc: {
    authority: ['18(15)(a)'],
    matter: ['18(15)(b)'],
    nature: ['18(15)(b)'],
    conducting: ['18(15)(b)'],
    functions: ['18(15)(b)'],
    'offence-stated': ['18(15)(b)'],
    facts: ['18(15)(c)'],
    assistance: ['18(15)(d)'],
    persons: ['18(15)(e)'],
    purpose: ['18(15)(f)'],
    language: ['18(14)'],
    'use-limit': ['18(19)'],
    confidentiality: ['18(20)'],
    deadline: ['18(24)'],
    'offence-in-scope': ['3(1)', '18(1)'],
    'serious-crime': ['2(b)', '3(1)(b)'],
    'organized-group': ['2(a)', '3(1)', '18(1)'],
    transnational: ['3(2)', '18(1)'],
    'dual-criminality': ['18(9)'],
    'bank-records': ['18(3)(f)', '18(15)(d)'],
    'restraint-contents': ['13(3)(c)'],
    'restraint-ceiling': ['13(3)(c)'],
    'restraint-grounds': ['13(2)', '13(3)(c)'],
    'restraint-order': ['2(f)'],
    'third-parties': ['13(8)'],
  },
  uncac: {
    authority: ['46(15)(a)'],
    matter: ['46(15)(b)'],
    nature: ['46(15)(b)'],
    conducting: ['46(15)(b)'],
    functions: ['46(15)(b)'],
    'offence-stated': ['46(15)(b)'],
    facts: ['46(15)(c)'],
    assistance: ['46(15)(d)'],
    persons: ['46(15)(e)'],
    purpose: ['46(15)(f)'],
    language: ['46(14)'],
    'use-limit': ['46(19)'],
    confidentiality: ['46(20)'],
    deadline: ['46(24)'],
    'offence-in-scope': ['46(1)'],
    'dual-criminality': ['43(2)', '46(9)(b)'],
    'bank-records': ['46(3)(f)', '46(15)(d)'],
    'restraint-contents': ['55(3)(c)'],
    'restraint-ceiling': ['55(3)(c)'],
    'restraint-grounds': ['54(2)(b)', '55(3)(c)'],
    'restraint-order': ['54(2)(a)'],
    'order-copy': ['55(3)(c)'],
    'third-parties': ['55(9)'],
  },
  'un-1988': {
    authority: ['7(10)(a)'],
    matter: ['7(10)(b)'],
    nature: ['7(10)(b)'],
    conducting: ['7(10)(b)'],
    functions: ['7(10)(b)'],
    'offence-stated': ['7(10)(b)'],
    facts: ['7(10)(c)'],
    assistance: ['7(10)(d)'],
    persons: ['7(10)(e)'],
    purpose: ['7(10)(f)'],
    language: ['7(9)'],
    'use-limit': ['7(13)'],
    confidentiality: ['7(14)'],
    'offence-in-scope': ['7(1)'],
    'bank-records': ['7(2)(f)', '7(10)(d)'],
    'restraint-contents': ['5(4)(d)(iii)'],
    'restraint-ceiling': ['5(4)(d)(iii)'],
    'restraint-grounds': ['5(4)(b)', '5(4)(d)(iii)'],
  },
  'cets-030': {
    authority: ['14(1)(a)'],
    matter: ['14(1)(b)'],
    'offence-stated': ['14(2)'],
    facts: ['14(2)'],
    assistance: ['14(1)(b)'],
    persons: ['14(1)(c)'],
    purpose: ['14(1)(b)'],
    language: ['16(2)'],
    'dual-criminality': ['5(1)(a)'],
    'bank-records': ['3(1)'],
  },
  'cets-141': {
    authority: ['27(1)(a)'],
    matter: ['27(1)(b)'],
    conducting: ['27(1)(a)'],
    'offence-stated': ['27(1)(d)(i)'],
    facts: ['27(1)(c)'],
    assistance: ['27(1)(b)'],
    persons: ['27(1)(e)(i)'],
    purpose: ['27(1)(b)'],
    language: ['25(3)'],
    'use-limit': ['32(1)'],
    confidentiality: ['33(1)'],
    'dual-criminality': ['18(1)(f)'],
    'bank-records': ['27(1)(e)(ii)'],
    'restraint-contents': ['27(1)(e)(ii)'],
    'restraint-ceiling': ['27(2)'],
    'restraint-grounds': ['27(1)(e)(ii)'],
  },
  'cets-198': {
    authority: ['37(1)(a)'],
    matter: ['37(1)(b)'],
    conducting: ['37(1)(a)'],
    'offence-stated': ['37(1)(d)(i)'],
    facts: ['37(1)(c)'],
    assistance: ['37(1)(b)'],
    persons: ['37(1)(e)(i)'],
    purpose: ['37(1)(b)'],
    language: ['35(3)'],
    'use-limit': ['42(1)'],
    confidentiality: ['43(1)'],
    'dual-criminality': ['28(1)(g)'],
    'bank-records': ['17(3)(b)', '18(1)'],
    'restraint-contents': ['37(1)(e)(ii)'],
    'restraint-ceiling': ['37(2)'],
    'restraint-grounds': ['37(1)(e)(ii)'],
  },
}

function read(instrument: string, topic: Topic): Provision[] {
  return (articles[instrument]?.[topic] ?? []).map((article) => ({ instrument, article, verified: true }))
}

function chosen(bases: readonly Basis[]): readonly string[] {
  return bases.length === 0 ? ['untoc', 'uncac'] : [...new Set(bases.map(({ instrument }) => instrument))]
}

/**
 * The articles of the chosen bases that speak to a topic. Before a basis is chosen, the two conventions to
 * which nearly all States are parties stand for it.
 */
export function citing(topic: Topic, bases: readonly Basis[], kind: CooperationKind = 'mutual-legal-assistance'): Provision[] {
  if (!hasContentArticle.includes(kind)) return []
  return chosen(bases).flatMap((instrument) => read(instrument, topic))
}

/**
 * The same for what must be there, which nobody may ask without saying who asks. A treaty whose text was not
 * read is cited as a whole (an empty article), unverified: a guess at an article would be worse than none.
 * Nothing where the texts of all chosen bases were read and none asks for it, and for a kind of request of which the
 * content articles do not speak.
 */
export function demanding(topic: Topic, bases: readonly Basis[], kind: CooperationKind = 'mutual-legal-assistance'): Provision[] {
  const found = citing(topic, bases, kind)
  if (found.length > 0 || !hasContentArticle.includes(kind)) return found
  const unread = chosen(bases).filter((instrument) => articles[instrument] === undefined)
  return unread.map((instrument) => ({ instrument, article: '', verified: false }))
}
