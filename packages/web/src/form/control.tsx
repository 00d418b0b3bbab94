import { isolate } from '@comity/language/isolate'
import type { Leaf } from './field.ts'
import { OwnWords } from '../ui/isolated.tsx'
import { idOf } from '../ui/wrong.ts'
import { useVoice } from '../ui/voice.ts'

interface ControlProps {
  readonly field: Leaf
  readonly name: string
  readonly values: URLSearchParams
  readonly describedBy: string | undefined
  readonly bad: boolean
}

/** An option in the reader's words. */
export function useOptionText(field: Extract<Leaf, { kind: 'choice' | 'choices' }>): (option: string) => string {
  const { t, language } = useVoice()
  const { optionLabel } = field
  return typeof optionLabel === 'string' ? (option) => t(`${optionLabel}.${option}`) : (option) => optionLabel(option, language)
}

function Select({ field, name, values, describedBy, bad }: ControlProps & { readonly field: Extract<Leaf, { kind: 'choice' }> }) {
  const { t } = useVoice()
  const textOf = useOptionText(field)
  const chosen = values.get(name) ?? ''
  // What is kept but not among the options is shown, not lost.
  const options = chosen === '' || field.options.includes(chosen) ? field.options : [chosen, ...field.options]
  return (
    <select id={idOf(name)} name={name} aria-describedby={describedBy} aria-invalid={bad ? 'true' : undefined}>
      <option value="">{t('web.form.choose')}</option>
      {options.map((option) => (
        <option value={option} selected={option === chosen}>
          {field.options.includes(option) ? textOf(option) : isolate(option)}
        </option>
      ))}
    </select>
  )
}

function Boxes({ field, name, values, describedBy }: ControlProps & { readonly field: Extract<Leaf, { kind: 'choice' | 'choices' }> }) {
  const textOf = useOptionText(field)
  const chosen = values.getAll(name)
  return (
    <div class={field.options.length > 9 ? 'boxes many' : 'boxes'}>
      {field.options.map((option, at) => (
        <label class="box">
          <input
            type={field.kind === 'choice' ? 'radio' : 'checkbox'}
            id={at === 0 ? idOf(name) : undefined}
            name={name}
            value={option}
            checked={chosen.includes(option)}
            aria-describedby={at === 0 ? describedBy : undefined}
          />
          <span>{typeof field.optionLabel === 'function' ? <OwnWords text={textOf(option)} /> : textOf(option)}</span>
        </label>
      ))}
    </div>
  )
}

function Money({ field, name, values, describedBy, bad }: ControlProps) {
  const { t } = useVoice()
  return (
    <div class="money">
      <input
        id={idOf(name)}
        name={`${name}.amount`}
        value={values.get(`${name}.amount`) ?? ''}
        inputMode="decimal"
        autoComplete="off"
        dir="ltr"
        aria-label={`${t(field.label)}: ${t('web.form.amount')}`}
        aria-describedby={describedBy}
        aria-invalid={bad ? 'true' : undefined}
      />
      <input
        name={`${name}.currency`}
        value={values.get(`${name}.currency`) ?? ''}
        maxLength={3}
        autoComplete="off"
        dir="ltr"
        aria-label={`${t(field.label)}: ${t('web.form.currency')}`}
        aria-describedby={describedBy}
      />
    </div>
  )
}

/** Whether a field is asked with several controls, which need a legend, instead of one with a label. */
export function hasLegend(field: Leaf): boolean {
  return field.kind === 'date' || field.kind === 'choices' || (field.kind === 'choice' && field.as !== 'select')
}

/**
 * Day, month by its name and year: a browser's own date control follows the browser's language, and so shows
 * the third of April to one reader as the fourth of March to the next.
 */
function DateInputs({ field, name, values, describedBy, bad }: ControlProps) {
  const { t, language } = useVoice()
  const monthName = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const month = values.get(`${name}.month`) ?? ''
  const invalid = bad ? ('true' as const) : undefined
  const part = (which: 'day' | 'year', id: string | undefined) => (
    <input
      type="text"
      id={id}
      class={which}
      name={`${name}.${which}`}
      value={values.get(`${name}.${which}`) ?? ''}
      inputMode="numeric"
      autoComplete="off"
      aria-label={`${t(field.label)}: ${t(`web.form.${which}`)}`}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      placeholder={t(`web.form.${which}`)}
    />
  )
  return (
    <div class="date">
      {part('day', idOf(name))}
      <select name={`${name}.month`} aria-label={`${t(field.label)}: ${t('web.form.month')}`} aria-invalid={invalid}>
        <option value="">{t('web.form.month')}</option>
        {Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0')).map((number) => (
          <option value={number} selected={number === month}>
            {monthName.format(new Date(`2026-${number}-15T00:00:00Z`))}
          </option>
        ))}
      </select>
      {part('year', undefined)}
    </div>
  )
}

function LineInput({ field, name, values, describedBy, bad }: ControlProps & { readonly field: Extract<Leaf, { kind: 'line' }> }) {
  const { suggestions = [], autocomplete = 'off', secret = false, digits = false } = field
  const common = {
    id: idOf(name),
    name,
    value: values.get(name) ?? '',
    autoComplete: autocomplete,
    'aria-describedby': describedBy,
    'aria-invalid': bad ? ('true' as const) : undefined,
  }
  if (secret) return <input type="password" {...common} />
  if (digits) return <input type="text" inputMode="numeric" class="number" {...common} />
  if (suggestions.length === 0) return <input type="text" dir="auto" {...common} />
  const list = `${idOf(name)}-list`
  return (
    <>
      <input type="text" dir="auto" list={list} {...common} />
      <datalist id={list}>
        {suggestions.map((suggestion) => (
          <option value={suggestion} />
        ))}
      </datalist>
    </>
  )
}

/** The control of one field, with what was typed before kept in it. */
export function Control(props: ControlProps) {
  const { field, name, values, describedBy, bad } = props
  const value = values.get(name) ?? ''
  const common = { id: idOf(name), name, 'aria-describedby': describedBy, 'aria-invalid': bad ? ('true' as const) : undefined }
  switch (field.kind) {
    case 'choices':
      return <Boxes {...props} field={field} />
    case 'choice':
      return field.as === 'select' ? <Select {...props} field={field} /> : <Boxes {...props} field={field} />
    case 'money':
      return <Money {...props} />
    case 'flag':
      return <input type="checkbox" {...common} value="yes" checked={values.has(name)} />
    case 'prose':
      return <textarea {...common} rows={field.rows ?? 5} dir="auto" value={value} />
    case 'date':
      return <DateInputs {...props} />
    case 'number':
      return <input type="text" {...common} class="number" inputMode="decimal" autoComplete="off" value={value} />
    case 'line':
      return <LineInput {...props} field={field} />
    case 'id':
    case 'hidden':
      return null
  }
}
