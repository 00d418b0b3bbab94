import type { ComponentChildren } from 'preact'
import { useVoice } from '../ui/voice.ts'
import { idOf, type Wrong, wrongWith } from '../ui/wrong.ts'

interface FileRowProps {
  readonly name: string
  /** Catalogue id. */
  readonly label: string
  /** Endings and media types that the browser offers first. */
  readonly accept: string
  readonly wrong?: Wrong | undefined
  /** Whether more than one can be chosen. */
  readonly several?: boolean
  /** What the file has to be, in the margin. */
  readonly children?: ComponentChildren
}

/** A file to send, what is wrong with it, and beside it what it has to be. A browser never fills it in again: a second round asks anew. */
export function FileRow({ name, label, accept, wrong, several = false, children }: FileRowProps) {
  const { t } = useVoice()
  const id = idOf(name)
  const sentences = wrongWith(wrong, name)
  const describedBy = [...(sentences.length === 0 ? [] : [`${id}-error`]), ...(children === undefined ? [] : [`${id}-note`])]
  return (
    <div class="row">
      <div class={sentences.length > 0 ? 'field bad' : 'field'}>
        <label for={id}>{t(label)}</label>
        {sentences.length === 0 ? null : (
          <ul class="error" id={`${id}-error`}>
            {sentences.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        )}
        <input
          type="file"
          id={id}
          name={name}
          accept={accept}
          multiple={several}
          aria-describedby={describedBy.length === 0 ? undefined : describedBy.join(' ')}
          aria-invalid={sentences.length === 0 ? undefined : 'true'}
        />
      </div>
      {children === undefined ? null : (
        <div class="note" id={`${id}-note`}>
          {children}
        </div>
      )}
    </div>
  )
}
