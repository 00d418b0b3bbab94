import type { KeptFile } from '@comity/contract/request'
import type { FileReference } from '@comity/domain/request/content'
import { ScanMark } from '../screening/scan-mark.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'

/** Bytes as people say them. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: bytes < 1_000 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value)
}

/** Files, each a link to what is known about it, with its size and its danger as the request knows it; with its hash too unless `brief`. */
export function FilesList({
  request,
  files,
  known,
  brief = false,
}: {
  readonly request: string
  readonly files: readonly FileReference[]
  readonly known: readonly KeptFile[]
  readonly brief?: boolean
}) {
  const { language } = useVoice()
  return (
    <ul class="files">
      {files.map(({ id, name, size, sha256, describes }) => (
        <li>
          <a href={`/requests/${request}/files/${id}`}>
            <Isolated>{name}</Isolated>
          </a>{' '}
          <small>{sizeText(size, language)}</small> <ScanMark verdict={known.find((file) => file.sha256 === sha256)?.verdict} />
          {describes ? <p class="quiet">{describes}</p> : null}
          {brief ? null : (
            <span class="hash">
              SHA-256 <Isolated code>{sha256}</Isolated>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
