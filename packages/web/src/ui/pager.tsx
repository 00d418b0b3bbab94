import { useVoice } from './voice.ts'

/** The way on through a list that is longer than a page, and back to its beginning. */
export function Pager({
  path,
  query,
  next,
}: {
  readonly path: string
  readonly query: URLSearchParams
  readonly next: string | undefined
}) {
  const { t } = useVoice()
  const first = new URLSearchParams(query)
  first.delete('cursor')
  const on = new URLSearchParams(query)
  if (next !== undefined) on.set('cursor', next)
  if (next === undefined && !query.has('cursor')) return null
  return (
    <nav class="pager" aria-label={t('web.pager.label')}>
      {query.has('cursor') ? <a href={`${path}?${first}`}>{t('web.pager.first')}</a> : null}
      {next === undefined ? null : (
        <a href={`${path}?${on}`} rel="next">
          {t('web.pager.next')}
        </a>
      )}
    </nav>
  )
}
