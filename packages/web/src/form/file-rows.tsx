import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { idOf, wrongWith } from '../ui/wrong.ts'
import { type FileGroup, fileFields, rowsOf } from './field.ts'
import { type FieldsProps, useLabel } from './leaf-row.tsx'

function EnclosureChoice({
  name,
  chosen,
  enclosures,
}: {
  readonly name: string
  readonly chosen: string
  readonly enclosures: readonly string[]
}) {
  const { t } = useVoice()
  const options = chosen === '' || enclosures.includes(chosen) ? enclosures : [chosen, ...enclosures]
  return (
    <label class="enclosure">
      {t('web.form.enclosure')}{' '}
      <select name={name}>
        <option value="">{t('web.form.enclosure.other')}</option>
        {options.map((option) => (
          <option value={option} selected={option === chosen}>
            {t(`enclosure.${option}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Files already received, each with its hash, and the way to add more. */
export function FileRows({ field, values, wrong, margin }: Omit<FieldsProps, 'fields'> & { readonly field: FileGroup }) {
  const { t } = useVoice()
  const label = useLabel(field)
  const { name, enclosures = [] } = field
  const sentences = wrongWith(wrong, name)
  const note = margin?.(field, name)
  const describedBy = note === undefined || note === null ? undefined : `${idOf(name)}-note`
  return (
    <div class="row">
      <div class={sentences.length > 0 ? 'field bad' : 'field'}>
        <ul class="files">
          {rowsOf(name, values).map((row) => (
            <li>
              {fileFields
                .filter(({ name: leaf }) => leaf !== 'enclosure' || enclosures.length === 0)
                .map((leaf) => (
                  <input type="hidden" name={`${name}.${row}.${leaf.name}`} value={values.get(`${name}.${row}.${leaf.name}`) ?? ''} />
                ))}
              <Isolated>{values.get(`${name}.${row}.name`)}</Isolated>
              <span class="hash">
                SHA-256 <Isolated code>{values.get(`${name}.${row}.sha256`)}</Isolated>
              </span>
              {enclosures.length === 0 ? null : (
                <EnclosureChoice
                  name={`${name}.${row}.enclosure`}
                  chosen={values.get(`${name}.${row}.enclosure`) ?? ''}
                  enclosures={enclosures}
                />
              )}
              <button class="link" name="then" value={`remove:${name}.${row}`}>
                {t('web.form.remove-row', { row: values.get(`${name}.${row}.name`) ?? '' })}
              </button>
            </li>
          ))}
        </ul>
        <label for={idOf(name)}>{label}</label>
        {sentences.length > 0 ? <p class="error">{sentences.join(' ')}</p> : null}
        <input type="file" id={idOf(name)} name={name} multiple aria-describedby={describedBy} />
        <p>
          <button class="plain" name="then" value={`keep:${name}`}>
            {t('web.form.add-files')}
          </button>
        </p>
      </div>
      {describedBy === undefined ? null : (
        <div class="note" id={describedBy}>
          {note}
        </div>
      )}
    </div>
  )
}
