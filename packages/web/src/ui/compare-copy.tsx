import { useVoice } from './voice.ts'

/**
 * Compares a copy on the reader's own disk with a digest, in the browser, which sends nothing anywhere. It needs the island
 * `compare-hash` and shows itself only when that runs.
 */
export function CompareCopy({ sha256 }: { readonly sha256: string }) {
  const { t } = useVoice()
  return (
    <div
      id="compare-hash"
      hidden
      data-sha256={sha256}
      data-working={t('web.file.working')}
      data-equal={t('web.file.copy-equal')}
      data-different={t('web.file.copy-different')}
    >
      <label for="copy">{t('web.file.choose-copy')}</label>
      <input type="file" id="copy" />
      <p class="notice" role="status" />
    </div>
  )
}
