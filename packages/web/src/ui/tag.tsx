import type { ComponentChildren } from 'preact'

/** A short word about a row: plain, good, or something to do. */
export function Tag({ tone = 'plain', children }: { readonly tone?: 'plain' | 'good' | 'do'; readonly children: ComponentChildren }) {
  return <span class={`tag ${tone}`}>{children}</span>
}
