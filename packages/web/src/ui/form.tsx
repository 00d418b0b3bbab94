import type { ComponentChildren } from 'preact'
import { useVoice } from './voice.ts'

interface FormProps {
  readonly action: string
  readonly children: ComponentChildren
  /** The version a change rests on. */
  readonly version?: number
  /** Whether files can be sent. */
  readonly files?: boolean
  readonly class?: string
}

/**
 * A form that posts to a page of ours. Its first button is the one that the Enter key presses, so that a row
 * that can be removed is never removed by a key meant to save.
 */
export function Form({ action, children, version, files = false, class: look }: FormProps) {
  const { formToken } = useVoice()
  return (
    <form method="post" action={action} class={look} noValidate encType={files ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="form-token" value={formToken} />
      {version === undefined ? null : <input type="hidden" name="version" value={String(version)} />}
      <button hidden tabIndex={-1} name="then" value="" aria-hidden="true" />
      {children}
    </form>
  )
}
