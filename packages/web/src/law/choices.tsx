import { cooperationKinds, type CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import { listStates, listTerritories, type State, stateName } from '@comity/reference/state'
import { shown } from '../ui/shown.ts'
import { useVoice } from '../ui/voice.ts'

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly chosen?: string | undefined
}

function Names({ places, chosen }: { readonly places: readonly State[]; readonly chosen: string | undefined }) {
  const { language, hidden } = useVoice()
  const byName = new Intl.Collator(language)
  const named = shown(places, hidden, chosen).map(({ code }) => ({ code, name: stateName(code, language) }))
  return (
    <>
      {named
        .toSorted((a, b) => byName.compare(a.name, b.name))
        .map(({ code, name }) => (
          <option value={code} selected={chosen === code}>
            {name}
          </option>
        ))}
    </>
  )
}

/** A State by its name in the reader's language; with `territories`, these as well, apart from the States. */
export function StateChoice({ id, label, chosen, territories }: ChoiceProps & { readonly territories?: true }) {
  const { t } = useVoice()
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={id}>
        <option value="">{t('law.choose')}</option>
        {territories === undefined ? (
          <Names places={listStates()} chosen={chosen} />
        ) : (
          <>
            <optgroup label={t('law.states')}>
              <Names places={listStates()} chosen={chosen} />
            </optgroup>
            <optgroup label={t('law.territories')}>
              <Names places={listTerritories()} chosen={chosen} />
            </optgroup>
          </>
        )}
      </select>
    </div>
  )
}

/** A kind of cooperation. */
export function KindChoice({ id, label, chosen }: ChoiceProps) {
  const { t } = useVoice()
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={id}>
        {cooperationKinds.map((kind) => (
          <option value={kind} selected={chosen === kind}>
            {t(`law.kind.${kind}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The kind that a query names; mutual legal assistance where it names none. */
export function kindIn(query: URLSearchParams): CooperationKind {
  return cooperationKinds.find((kind) => kind === query.get('kind')) ?? 'mutual-legal-assistance'
}

/** The day that a query names, in a field for dates. */
export function DayChoice({ chosen }: { readonly chosen: string }) {
  const { t } = useVoice()
  return (
    <div>
      <label for="on">{t('law.on')}</label>
      <input id="on" name="on" type="date" value={chosen} />
    </div>
  )
}

/** The day that a query names, where it is one: a date that does not exist is answered as today. */
export function dayIn(query: URLSearchParams, today: string): string {
  const asked = query.get('on') ?? ''
  const parsed = new Date(`${asked}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/u.test(asked) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(asked) ? asked : today
}
