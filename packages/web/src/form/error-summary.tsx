import { useVoice } from '../ui/voice.ts'
import { idOf, type Wrong } from '../ui/wrong.ts'
import type { Field } from './field.ts'

/** The control to which a line of the summary leads, and what it is called; none for what is not in the form. */
function controlOf(fields: readonly Field[], path: string): { readonly name: string; readonly label: string } | undefined {
  const field = fields.find(({ name }) => path === name || path.startsWith(`${name}.`))
  if (field === undefined || field.kind !== 'group') return field
  const [row = '', ...rest] = path.slice(field.name.length + 1).split('.')
  const leaf = field.fields.find(({ name }) => name === rest.join('.'))
  return leaf === undefined ? field : { name: `${field.name}.${row}.${leaf.name}`, label: leaf.label }
}

/** What is wrong, above everything else and first in focus, each line a link to its field. */
export function ErrorSummary({
  wrong,
  fields,
  labelOf,
}: {
  readonly wrong: Wrong | undefined
  readonly fields: readonly Field[]
  /** What a field is called where the catalogue cannot say it alone. */
  readonly labelOf?: (name: string) => string
}) {
  const { t } = useVoice()
  if (wrong === undefined) return null
  return (
    <div class="errors" role="alert" aria-labelledby="errors-title" tabIndex={-1} autoFocus>
      <h2 id="errors-title">{t('web.errors.title')}</h2>
      <p>{wrong.sentence}</p>
      {wrong.fields.length === 0 ? null : (
        <ul>
          {wrong.fields.map(({ field, sentence }) => {
            const control = controlOf(fields, field)
            return (
              <li>
                {control === undefined ? (
                  `${sentence} (${field})`
                ) : (
                  <a href={`#${idOf(control.name)}`}>
                    {labelOf?.(control.name) ?? t(control.label)}: {sentence}
                  </a>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
