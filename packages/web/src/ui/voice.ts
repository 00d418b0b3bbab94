import { formatDate, formatInstant } from '@comity/language/format'
import { getLanguage, type AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { translator } from '@comity/language/translator'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Visit } from '../page.ts'

/** How a page speaks: the sentences of the reader's language, dates and moments as they are written there. */
export interface Voice {
  readonly t: Translate
  readonly language: AvailableLanguage
  readonly direction: 'ltr' | 'rtl'
  /** Calendar date of the visit where the authority is. */
  readonly today: string
  readonly date: (iso: string) => string
  readonly instant: (iso: string) => string
  readonly formToken: string
  /** The operator's provider of identities, where there is one. */
  readonly provider?: string
  /** Codes that are left out of choices, maps and lists. */
  readonly hidden: ReadonlySet<string>
}

/** The calendar date of a moment at a place. @param timeZone IANA name */
export function todayAt(now: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(now),
  )
}

/** The voice in which a visit is answered. */
export function voiceOf(visit: Visit): Voice {
  const { language, timeZone } = visit
  return {
    t: translator(language),
    language,
    direction: getLanguage(language).direction,
    get today() {
      return todayAt(visit.now, timeZone)
    },
    date: (iso) => formatDate(iso, language),
    instant: (iso) => formatInstant(iso, language, timeZone),
    formToken: visit.formToken,
    ...(visit.provider === undefined ? {} : { provider: visit.provider }),
    hidden: new Set(visit.hiddenStates),
  }
}

/** The voice of the page that is being rendered. */
export const VoiceContext = createContext<Voice | undefined>(undefined)

/** The voice around a component. @throws outside of a page, which is a bug */
export function useVoice(): Voice {
  const voice = useContext(VoiceContext)
  if (voice === undefined) throw new Error('a component was rendered outside of a page')
  return voice
}
