import type { RequestContent, RequestRevision } from '@comity/domain/request/content'
import type { Translate } from '@comity/language/translate'
import type { Asked, Field } from '../form/field.ts'

/** The steps of a draft, in the order in which they are offered. */
export const stepNames = [
  'authority',
  'matter',
  'persons',
  'facts',
  'offences',
  'basis',
  'measures',
  'procedure',
  'urgency',
  'undertakings',
  'attachments',
  'languages',
  'check',
] as const
export type StepName = (typeof stepNames)[number]

/** A part of the content, by its name there. */
export type ContentKey = keyof RequestRevision

/** A step that is one form. */
export interface FormStep {
  readonly kind: 'form'
  readonly name: StepName
  /** The parts of the content it owns: their findings are its findings, and nothing else writes them. */
  readonly owns: readonly ContentKey[]
  readonly fields: (content: RequestContent) => readonly Field[]
}

export type ItemKey = 'persons' | 'offences' | 'measures'
export type Item = NonNullable<RequestContent[ItemKey]>[number]

/** A step that is a list of things, each with a page of its own. */
export interface ItemsStep {
  readonly kind: 'items'
  readonly name: ItemKey
  readonly owns: readonly ContentKey[]
  /** The kinds of thing that can be added; one without a name when all are alike. */
  readonly types: (content: RequestContent) => readonly string[]
  /** Under which heading a kind of thing is offered, where they are many. */
  readonly groupOf?: (type: string) => string
  /** Who asks for the list. */
  readonly asks: readonly Asked[]
  /** @param matchable instruments whose own offences the conduct can be matched to; asked of the law for offences only */
  readonly fields: (type: string, content: RequestContent, matchable?: readonly string[]) => readonly Field[]
  /** What an item is called in the list; empty while nothing is known of it. */
  readonly called: (item: Item, t: Translate) => string
  /** What stands below its name. */
  readonly detail: (item: Item, t: Translate) => string
}

/** A step with a page of its own making. */
export interface OwnStep {
  readonly kind: 'own'
  readonly name: StepName
  readonly owns: readonly ContentKey[]
}

export type Step = FormStep | ItemsStep | OwnStep
