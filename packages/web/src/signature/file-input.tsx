import { useVoice } from '../ui/voice.ts'
import { idOf, type Wrong, wrongWith } from '../ui/wrong.ts'

interface FileInputProps {
  readonly name: string
  /** Catalogue id. */
  readonly label: string
  readonly note: string
  readonly accept: string
  readonly wrong: Wrong | undefined
}

/** One file that is read and not kept: a second round asks for it again. */
export function FileInput({ name, label, note, accept, wrong }: FileInputProps) {
  const { t } = useVoice()
  const sentences = wrongWith(wrong, name)
  const id = idOf(name)
  const describedBy = sentences.length > 0 ? `${id}-error ${id}-note` : `${id}-note`
  return (
    <div class="row">
      <div class={sentences.length > 0 ? 'field bad' : 'field'}>
        <label for={id}>{t(label)}</label>
        {sentences.length === 0 ? null : (
          <p class="error" id={`${id}-error`}>
            {sentences.join(' ')}
          </p>
        )}
        <input
          type="file"
          id={id}
          name={name}
          accept={accept}
          aria-describedby={describedBy}
          aria-invalid={sentences.length > 0 ? 'true' : undefined}
        />
      </div>
      <div class="note" id={`${id}-note`}>
        <p>{note}</p>
      </div>
    </div>
  )
}
