/** The longest sentence that still travels, in words; in Han, which has no spaces, in characters. */
export const sentenceLimit = { words: 40, characters: 80 } as const

/** How many examples of one kind a finding names. */
const namedAtMost = 5

/**
 * Terms of one legal system that have no equal in another, by the language in which they are written: whoever translates
 * them has to guess, unless the text says in plain words what they mean.
 */
const untranslatable: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    en: [
      'probable cause',
      'indictment',
      'grand jury',
      'plea bargain',
      'felony',
      'misdemeanor',
      'subpoena',
      'affidavit',
      'arraignment',
      'discovery',
      'sworn information',
    ],
    es: [
      'auto de procesamiento',
      'prisión preventiva oficiosa',
      'extinción de dominio',
      'querella',
      'sobreseimiento',
      'amparo',
      'diligencias previas',
      'imputado',
    ],
    fr: [
      'mise en examen',
      'garde à vue',
      'témoin assisté',
      'information judiciaire',
      'réquisitoire introductif',
      'non-lieu',
      'parquet',
      'correctionnelle',
    ],
    pt: [
      'inquérito policial',
      'delação premiada',
      'colaboração premiada',
      'denúncia',
      'arguido',
      'pronúncia',
      'habeas corpus',
      'medida cautelar',
    ],
    ru: [
      'возбуждено уголовное дело',
      'подписка о невыезде',
      'понятые',
      'привлечён в качестве обвиняемого',
      'мера пресечения',
      'доследственная проверка',
    ],
    zh: ['取保候审', '监视居住', '刑事拘留', '批准逮捕', '立案侦查', '留置'],
    ar: ['الحبس الاحتياطي', 'غرفة الاتهام', 'أمر الإحالة', 'الأمر بألا وجه', 'الجنايات', 'الجنح'],
  }),
)

/** Short forms that are the same in all languages, or are no abbreviations at all: Roman numerals. */
const known =
  /^(?:IBAN|BIC|SWIFT|SIM|IMEI|IMSI|IP|URL|UTC|GPS|DNA|ADN|VPN|PDF|USB|SMS|UN|ONU|OON|EU|UE|INTERPOL|EUROPOL|EUROJUST|UNTOC|UNCAC|FATF|GAFI|ISO|[IVXLCDM]+)$/u

/** What in a text will not travel. */
export interface Obstacles {
  /** Length of the longest sentence that is too long, in words or characters. */
  readonly longest?: number
  readonly abbreviations: readonly string[]
  readonly terms: readonly string[]
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

function lengthOf(sentence: string): { readonly length: number; readonly limit: number } {
  if (isHan(sentence)) return { length: sentence.replaceAll(/\s/gu, '').length, limit: sentenceLimit.characters }
  return { length: sentence.split(/\s+/u).filter(Boolean).length, limit: sentenceLimit.words }
}

function longestOf(text: string): number | undefined {
  const lengths = text.split(/(?<=[.!?;:؟؛])\s+|(?<=[。！？；])|\n+/u).map(lengthOf)
  const long = lengths.filter(({ length, limit }) => length > limit).map(({ length }) => length)
  return long.length === 0 ? undefined : Math.max(...long)
}

/** Capitals that nobody explains: in brackets after the words they stand for, or before them. An amount's currency is none. */
function abbreviationsIn(text: string): readonly string[] {
  const found = text.matchAll(/(?<![\p{L}\p{N}-])(\p{Lu}{2,8})(?![\p{L}\p{N}-])(?!\s?\p{N})/gu)
  const names = [...new Set([...found].map(([, name = '']) => name))]
  return names.filter((name) => !known.test(name) && !text.includes(`(${name})`) && !text.includes(`${name} (`))
}

function termsIn(text: string, language: string): readonly string[] {
  const lower = text.toLowerCase()
  return (untranslatable.get(language) ?? []).filter((term) => lower.includes(term))
}

/**
 * What in a text makes its translation slow or wrong: advice, never a rule.
 * @param language BCP 47 of the text; only its first part counts
 */
export function obstaclesIn(text: string, language: string): Obstacles {
  const longest = longestOf(text)
  // A text in capitals throughout holds no abbreviations.
  const shouted = text === text.toUpperCase()
  return {
    ...(longest === undefined ? {} : { longest }),
    abbreviations: shouted ? [] : abbreviationsIn(text).slice(0, namedAtMost),
    terms: termsIn(text, language.split('-')[0]?.toLowerCase() ?? '').slice(0, namedAtMost),
  }
}
