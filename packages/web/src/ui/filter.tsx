import { listStates, stateName } from '@comity/reference/state'
import { shown } from './shown.ts'
import { useVoice } from './voice.ts'

interface FilterChoiceProps {
  readonly name: string
  /** Catalogue id. */
  readonly label: string
  /** Catalogue id of the choice that leaves nothing out; absent where one is always chosen. */
  readonly every?: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly query: URLSearchParams
}

/** One thing by which a list is narrowed, with what the address asks for chosen. */
export function FilterChoice({ name, label, every, options, query }: FilterChoiceProps) {
  const { t } = useVoice()
  return (
    <div>
      <label for={name}>{t(label)}</label>
      <select id={name} name={name}>
        {every === undefined ? null : <option value="">{t(every)}</option>}
        {options.map(({ value, text }) => (
          <option value={value} selected={query.get(name) === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The other State, by its name in the reader's order. @param label catalogue id */
export function CounterpartFilter({ label, query }: Pick<FilterChoiceProps, 'label' | 'query'>) {
  const { language, hidden } = useVoice()
  const byName = new Intl.Collator(language)
  const options = shown(listStates(), hidden, query.get('counterpart'))
    .map(({ code }) => ({ value: code, text: stateName(code, language) }))
    .toSorted((a, b) => byName.compare(a.text, b.text))
  return <FilterChoice name="counterpart" label={label} every="web.register.every-state" options={options} query={query} />
}

/** Words to look for in a list. @param label catalogue id */
export function SearchFilter({ label, query }: Pick<FilterChoiceProps, 'label' | 'query'>) {
  const { t } = useVoice()
  return (
    <div class="wide">
      <label for="q">{t(label)}</label>
      <input id="q" name="q" type="search" value={query.get('q') ?? ''} dir="auto" />
    </div>
  )
}
