import type { KeptFile, RequestView } from '@comity/contract/request'
import type { FileReference } from '@comity/domain/request/content'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { useVoice } from '../ui/voice.ts'
import { ScanMark } from './scan-mark.tsx'

/** Files that would leave, with what is known of each, where that is not that nothing was found. */
function doubtful(files: readonly FileReference[], known: readonly KeptFile[]): readonly KeptFile[] {
  return files
    .map((file) => known.find(({ sha256 }) => sha256 === file.sha256) ?? file)
    .filter(({ verdict }: KeptFile) => verdict?.scan !== 'clean' || (verdict.cautions ?? []).length > 0)
}

/** Before files are sent: which of them nobody scanned, and whether those still to be added will be. */
export function LeavingNotice({
  view,
  files,
  takes,
}: {
  readonly view: RequestView
  readonly files: readonly FileReference[]
  readonly takes: boolean
}) {
  const { t } = useVoice()
  const named = doubtful(files, view.files)
  const silent = takes && (view.scanning === 'none' || view.scanning === 'gone')
  if (named.length === 0 && !silent) return null
  return (
    <Notice tone="do">
      {named.length === 0 ? null : (
        <>
          <p>{t('screening.leaving')}</p>
          <ul class="files">
            {named.map(({ name, verdict }) => (
              <li>
                <Isolated>{name}</Isolated> <ScanMark verdict={verdict} />
              </li>
            ))}
          </ul>
        </>
      )}
      {silent ? <p>{t(`screening.scanner.${view.scanning === 'gone' ? 'gone' : 'none'}`)}</p> : null}
    </Notice>
  )
}
