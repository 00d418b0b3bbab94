import type { Line } from '@comity/letters/model'
import { keptApart, paragraphsOf } from '@comity/letters/prose'
import type { ComponentChildren } from 'preact'
import { useVoice } from './voice.ts'

interface IsolatedProps {
  readonly children: ComponentChildren
  /** Set in letters of one width, for machines' words. */
  readonly code?: boolean
  /** Never parted at the end of a line. */
  readonly whole?: boolean
}

/** A sentence of the catalogue has isolates around its values; runs of their own take their place, and none is printed. */
function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, '')
}

/** An identifier, a reference or a name: kept in its own order whatever stands around it. */
export function Isolated({ children, code = false, whole = false }: IsolatedProps) {
  return (
    <bdi class={code ? 'code' : whole ? 'whole' : undefined}>
      {typeof children === 'string' ? <Runs line={keptApart(withoutIsolates(children))} /> : children}
    </bdi>
  )
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

function Runs({ line }: { readonly line: Line }) {
  return <>{line.map((run) => (run.kind === 'break' ? '\n' : run.kind === 'isolated' ? <bdi>{run.text}</bdi> : run.text))}</>
}

/** An officer's words within ours: in their own direction, and what may not be read the wrong way round in its own again. */
export function OwnWords({ text }: { readonly text: string }) {
  return (
    <bdi>
      {paragraphsOf(text).map((paragraph, place) => (
        <>
          {place === 0 ? null : '\n\n'}
          <Runs line={paragraph} />
        </>
      ))}
    </bdi>
  )
}

/** Prose as it was written: a blank line parts paragraphs, and nothing in it is markup. */
export function ProseText({ text }: { readonly text: string }) {
  return (
    <>
      {paragraphsOf(text).map((paragraph) => (
        <p class="prose" dir="auto">
          <Runs line={paragraph} />
        </p>
      ))}
    </>
  )
}
