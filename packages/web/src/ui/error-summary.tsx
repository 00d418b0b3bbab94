import type { Wrong } from './wrong.ts'
import { idOf } from './wrong.ts'
import { useVoice } from './voice.ts'

/** What is wrong, above everything else, each line a link to its field. */
export function ErrorSummary({ wrong, fields }: { readonly wrong: Wrong | undefined; readonly fields: readonly string[] }) {
  const { t } = useVoice()
  if (wrong === undefined) return null
  return (
    <div class="errors" role="alert" aria-labelledby="errors-title" tabIndex={-1}>
      <h2 id="errors-title">{t('web.errors.title')}</h2>
      <p>{wrong.sentence}</p>
      {wrong.fields.length === 0 ? null : (
        <ul>
          {wrong.fields.map(({ field, sentence }) => {
            const target = fields.find((name) => name === field) ?? fields.find((name) => field.startsWith(`${name}.`))
            return <li>{target === undefined ? `${sentence} (${field})` : <a href={`#${idOf(target)}`}>{sentence}</a>}</li>
          })}
        </ul>
      )}
    </div>
  )
}
