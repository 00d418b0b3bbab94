import type { ComponentChildren } from 'preact'

/** Names and what they are, one below the other. What is absent is left out. */
export function Facts({
  items,
}: {
  readonly items: readonly (readonly [name: ComponentChildren, value: ComponentChildren] | undefined)[]
}) {
  return (
    <dl class="facts">
      {items.map((item) =>
        item === undefined ? null : (
          <div>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
