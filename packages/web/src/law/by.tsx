import { InstantText, Isolated } from '../ui/isolated.tsx'

/** Who did something, and when: one piece, so that a narrow screen does not part it. */
export function By({ name, at }: { readonly name: string; readonly at: string }) {
  return (
    <span>
      <Isolated>{name}</Isolated> · <InstantText iso={at} />
    </span>
  )
}
