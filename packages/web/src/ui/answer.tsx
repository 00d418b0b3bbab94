import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View, Visit } from '../page.ts'
import { Layout } from './layout.tsx'
import { VoiceContext, voiceOf } from './voice.ts'

interface Answer {
  /** The page's one heading, also the title of its window. */
  readonly title: string
  readonly body: ComponentChildren
  /** Where the page hangs: links above the heading. */
  readonly crumbs?: readonly { readonly href: string; readonly text: string }[]
  readonly status?: number
  /** An island the page needs, by the name of its file without `.js`. */
  readonly island?: string
  /** Where the browser goes on by itself, at once. */
  readonly onward?: string
  /** Something is wrong with what was sent: the title of the window says so first. */
  readonly wrong?: boolean
  /** How wide the sheet is: a column of text, text with its margin, or all there is. */
  readonly width?: 'text' | 'margin' | 'full'
}

/** A whole page around a body: the only place where components become text. */
export function answer(visit: Visit, { status = 200, ...rest }: Answer): View {
  const voice = voiceOf(visit)
  const html = renderToString(
    <VoiceContext.Provider value={voice}>
      <Layout visit={visit} {...rest} />
    </VoiceContext.Provider>,
  )
  return { kind: 'page', status, html: `<!doctype html>${html}` }
}
