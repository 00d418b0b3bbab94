import type { ComponentChildren } from 'preact'

/** Something the reader should know before going on. */
export function Notice({ tone = 'plain', children }: { readonly tone?: 'plain' | 'do' | 'good'; readonly children: ComponentChildren }) {
  return <div class={`notice ${tone}`}>{children}</div>
}
