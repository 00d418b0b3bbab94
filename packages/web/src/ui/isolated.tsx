import type { ComponentChildren } from 'preact'
import { useVoice } from './voice.ts'

interface IsolatedProps {
  readonly children: ComponentChildren
  /** Set in letters of one width, for machines' words. */
  readonly code?: boolean
  /** Never parted at the end of a line. */
  readonly whole?: boolean
}

/** An identifier, a reference or a name: kept in its own order whatever stands around it. */
export function Isolated({ children, code = false, whole = false }: IsolatedProps) {
  return <bdi class={code ? 'code' : whole ? 'whole' : undefined}>{children}</bdi>
}

/** A calendar date in words. */
export function DateText({ iso }: { readonly iso: string }) {
  const { date } = useVoice()
  return (
    <bdi>
      <time dateTime={iso}>{/^\d{4}-\d{2}-\d{2}$/u.test(iso) ? date(iso) : iso}</time>
    </bdi>
  )
}

/** A moment in words, on the authority's own clock. */
export function InstantText({ iso }: { readonly iso: string }) {
  const { instant } = useVoice()
  const [moment = '', clock] = instant(iso).split(/\s(?=\()/u)
  return (
    <bdi>
      <time dateTime={iso}>
        {moment} {clock === undefined ? null : <span class="whole">{clock}</span>}
      </time>
    </bdi>
  )
}

/** Prose as it was written: a blank line parts paragraphs, and nothing in it is markup. */
export function ProseText({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/u).map((paragraph) => (
        <p class="prose" dir="auto">
          {paragraph}
        </p>
      ))}
    </>
  )
}
