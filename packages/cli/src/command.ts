import type { AvailableLanguage } from '@comity/language/languages'
import { isAvailable } from '@comity/language/languages'

/** 0: done and nothing found; 1: a finding or a failure; 2: the command line itself is wrong. */
export type Exit = 0 | 1 | 2

/** What a command answers: text for people, data for `--json`. */
export interface Answer {
  readonly exit: Exit
  readonly text: string
  readonly data: unknown
}

/** One command of the command line. */
export interface Command {
  /** As in `check FILE [--lang es]`. */
  readonly usage: string
  readonly summary: string
  /** Options by name: whether they take a value. */
  readonly options: Readonly<Record<string, 'value' | 'flag'>>
  /** How many positional arguments there must be. */
  readonly positionals: readonly [least: number, most: number]
  run(given: Given): Promise<Answer>
}

/** The command line as read. */
export interface Given {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** A mistake in how the command was called. */
export class UsageError extends Error {}

/** The value of an option, if given. */
export function optionOf(given: Given, name: string): string | undefined {
  const value = given.options[name]
  return typeof value === 'string' ? value : undefined
}

/** The language of `--lang`. @throws UsageError when we do not speak it */
export function languageOf(given: Given): AvailableLanguage {
  const language = optionOf(given, 'lang') ?? 'en'
  if (!isAvailable(language)) throw new UsageError(`--lang ${language}: not a language that Comity speaks yet`)
  return language
}

/** An answer that is only text. */
export function said(text: string, data: unknown = {}): Answer {
  return { exit: 0, text, data }
}
