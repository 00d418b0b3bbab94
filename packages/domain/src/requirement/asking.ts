import type { CooperationKind } from '../legal-basis/cooperation-kind.ts'
import type { Finding, Provision } from './finding.ts'
import type { FindingCode } from './finding-code.ts'
import type { StateProfile } from './profile.ts'
import { type Basis, citing, demanding, type Topic } from './topic.ts'

/** Against what a request is checked. */
export interface CheckContext {
  /** The date of the check, ISO; never the clock's. */
  readonly today: string
  /** The provisions on which the request rests, or may. */
  readonly bases: readonly Basis[]
  /** Languages in official use in the requested State, BCP 47, where known. */
  readonly requestedLanguages?: readonly string[]
  /** Languages in which letters are written, BCP 47, where known. */
  readonly letterLanguages?: readonly string[]
  /** What the requested State asks, where somebody keeps that. */
  readonly profile?: StateProfile
}

/** Makes the findings of one check, each with the articles of the chosen bases. */
export interface Asking extends CheckContext {
  missing(code: FindingCode, field: string, topic: Topic): Finding
  conflict(code: FindingCode, field: string, topic: Topic, values?: Finding['values']): Finding
  advice(code: FindingCode, field: string, topic?: Topic, values?: Finding['values']): Finding
  /** The articles, of those that could be, by which the chosen bases ask for something. */
  citing(provisions: readonly Provision[] | Topic): readonly Provision[]
  /** Whether the request rests on an instrument. */
  restsOn(instrument: string): boolean
}

/** Prepares the making of findings under a context. */
export function asking(context: CheckContext, kind?: CooperationKind): Asking {
  const { bases } = context
  function missing(code: FindingCode, field: string, topic: Topic): Finding {
    const provisions = demanding(topic, bases, kind)
    // What no basis asks for may still help: it does not keep the request from leaving.
    return { code, severity: provisions.length > 0 ? 'missing' : 'advice', field, provisions }
  }
  function conflict(code: FindingCode, field: string, topic: Topic, values?: Finding['values']): Finding {
    const found = demanding(topic, bases, kind)
    // A contradiction stands whoever asks: at least the assistance sought has to be described.
    const provisions = found.length > 0 ? found : demanding('assistance', bases, kind)
    return { code, severity: 'conflict', field, provisions, ...(values !== undefined && { values }) }
  }
  return {
    ...context,
    missing,
    conflict,
    advice(code, field, topic, values) {
      const provisions = topic === undefined ? [] : citing(topic, bases, kind)
      return { code, severity: 'advice', field, provisions, ...(values !== undefined && { values }) }
    },
    citing(provisions) {
      if (typeof provisions === 'string') return citing(provisions, bases, kind)
      return bases.length === 0 ? provisions : provisions.filter(({ instrument }) => bases.some((basis) => basis.instrument === instrument))
    },
    restsOn: (instrument) => bases.some((basis) => basis.instrument === instrument),
  }
}

/** Whether a field says nothing. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

/** Whole days from one calendar date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
