import { useVoice } from '../ui/voice.ts'
import { idOf, wrongWith } from '../ui/wrong.ts'
import { type Group, rowsOf } from './field.ts'
import { type FieldsProps, LeafRow, useLabel } from './leaf-row.tsx'

/** The rows of a repeated group. Adding and removing is a round to the server, so that it needs no script. */
export function GroupRows({ field, values, wrong, margin }: Omit<FieldsProps, 'fields'> & { readonly field: Group }) {
  const { t } = useVoice()
  const label = useLabel(field)
  const kept = rowsOf(field.name, values)
  const rows = kept.length === 0 && field.atLeast === 1 ? [0] : kept
  const own = wrongWith(wrong, field.name).filter((_, at) => wrong?.fields[at]?.field === field.name)
  const note = margin?.(field, field.name)
  return (
    <fieldset class="group" id={idOf(field.name)} tabIndex={-1}>
      <legend>{label}</legend>
      <div class="row">
        <div class={own.length > 0 ? 'field bad' : 'field'}>
          {own.length > 0 ? <p class="error">{own.join(' ')}</p> : null}
          {rows.length === 0 ? <p class="quiet">{t('web.form.none')}</p> : null}
        </div>
        {note === undefined || note === null ? null : <div class="note">{note}</div>}
      </div>
      {rows.map((row, at) => (
        <fieldset class="item">
          <legend>{t(field.rowLabel, { number: at + 1 })}</legend>
          {field.fields.map((leaf) => (
            <LeafRow
              field={leaf}
              name={`${field.name}.${row}.${leaf.name}`}
              values={values}
              wrong={wrong}
              {...(margin === undefined ? {} : { margin })}
            />
          ))}
          {kept.length > field.atLeast || field.atLeast === 0 ? (
            <button class="link" name="then" value={`remove:${field.name}.${row}`}>
              {t('web.form.remove-row', { row: t(field.rowLabel, { number: at + 1 }) })}
            </button>
          ) : null}
        </fieldset>
      ))}
      <button class="plain" name="then" value={`add:${field.name}`}>
        {t(field.addLabel)}
      </button>
    </fieldset>
  )
}
