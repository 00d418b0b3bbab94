import type { AvailableLanguage } from '@comity/language/languages'

/** An article that asks for a field. */
export interface Asked {
  readonly instrument: string
  readonly article: string
}

interface Head {
  /** Path into the value the form is about, as in `facts.from`. */
  readonly name: string
  /** Catalogue id. */
  readonly label: string
  /** Catalogue id of what stands in the margin. */
  readonly note?: string
  readonly asks?: readonly Asked[]
  /** What an answer can look like. */
  readonly example?: string
  /** Shown as optional; in a draft nothing is said, because findings say it better. */
  readonly optional?: true
  /** An empty field is sent as empty text, or no, because its shape wants it there. */
  readonly keep?: true
}

interface Options {
  readonly options: readonly string[]
  /** Catalogue id before the option, as in `web.draft.person.role`; or how to name an option. */
  readonly optionLabel: string | ((option: string, language: AvailableLanguage) => string)
}

/** A single answer. */
export type Leaf = Head &
  (
    | {
        readonly kind: 'line'
        readonly suggestions?: readonly string[]
        readonly autocomplete?: string
        readonly secret?: true
        readonly digits?: true
      }
    | { readonly kind: 'prose'; readonly rows?: number }
    | { readonly kind: 'date' }
    | { readonly kind: 'number' }
    | { readonly kind: 'money' }
    | { readonly kind: 'flag' }
    | ({ readonly kind: 'choice'; readonly as?: 'select' } & Options)
    | ({ readonly kind: 'choices' } & Options)
    /** Carried along unseen; a fresh identifier where there is none. */
    | { readonly kind: 'id' }
    | { readonly kind: 'hidden'; readonly number?: true }
  )

/** A repeated group, with a button to add a row and one in each row to remove it. */
export type Group = Head & {
  readonly kind: 'group'
  readonly fields: readonly Leaf[]
  /** Catalogue id of the name of a row; gets `number`. */
  readonly rowLabel: string
  readonly addLabel: string
  /** Rows shown when there is none. */
  readonly atLeast: 0 | 1
}

/** Files that are sent with the form: kept once received, so that a second round does not ask for them again. */
export type FileGroup = Head & {
  readonly kind: 'files'
  /** Which papers are wanted: each file can be said to be one of them. Catalogue ids `enclosure.*`. */
  readonly enclosures?: readonly string[]
}

/** One question of a form, as data: it is read, written and rendered from this alone. */
export type Field = Leaf | Group | FileGroup

/** What a form carries for each file that has been received already. */
export const fileFields: readonly Leaf[] = ['id', 'name', 'mediaType', 'sha256', 'describes']
  .map((name): Leaf => ({ name, label: '', kind: 'hidden' }))
  .concat({ name: 'size', label: '', kind: 'hidden', number: true }, { name: 'enclosure', label: '', kind: 'hidden' })

/** The fields of a row, for a group or the files already received. */
export function rowFields(field: Group | FileGroup): readonly Leaf[] {
  return field.kind === 'files' ? fileFields : field.fields
}

/** Most rows that are read of a group. */
export const rowLimit = 200

/** The numbers of the rows of a group that a form holds, in order. */
export function rowsOf(name: string, form: URLSearchParams): readonly number[] {
  const numbers = new Set<number>()
  for (const key of form.keys()) {
    if (!key.startsWith(`${name}.`)) continue
    const number = /^\d{1,4}(?=\.)/u.exec(key.slice(name.length + 1))?.[0]
    if (number !== undefined) numbers.add(Number(number))
  }
  return [...numbers].toSorted((a, b) => a - b).slice(0, rowLimit)
}
