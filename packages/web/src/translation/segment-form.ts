import type { SegmentView, TranslationView } from '@comity/contract/translation'

/** The names of the controls of a segment. */
export function controlsOf(key: string): { readonly target: string; readonly digest: string; readonly done: string } {
  return { target: `target.${key}`, digest: `digest.${key}`, done: `done.${key}` }
}

/** What a form says of one segment. */
export interface Typed {
  readonly key: string
  readonly digest: string
  readonly target: string
  readonly done: boolean
}

function typedIn(form: URLSearchParams, { key, digest }: SegmentView): Typed | undefined {
  const names = controlsOf(key)
  const target = form.get(names.target)
  if (target === null) return undefined
  return { key, digest: form.get(names.digest) ?? digest, target: target.replaceAll('\r\n', '\n').trim(), done: form.has(names.done) }
}

/** The suggestion that a button of the form takes over, as in `use.2.facts.summary.3`. */
function takenOver(form: URLSearchParams, segments: readonly SegmentView[]): { readonly key: string; readonly target: string } | undefined {
  const [, number, key = ''] = /^use\.(\d)\.(.+)$/u.exec(form.get('then') ?? '') ?? []
  const target = segments.find((segment) => segment.key === key)?.suggestions[Number(number)]?.target
  return target === undefined ? undefined : { key, target }
}

/** What a form says of the segments of its page, a suggestion that was taken over in its place. */
export function readSegments(form: URLSearchParams, { segments }: TranslationView): readonly Typed[] {
  const taken = takenOver(form, segments)
  const confirmsAll = form.get('then') === 'confirm'
  return segments.flatMap((segment) => {
    const typed = typedIn(form, segment)
    if (typed === undefined) return []
    if (typed.key === taken?.key) return [{ ...typed, target: taken.target, done: false }]
    return [confirmsAll && typed.target !== '' ? { ...typed, done: true } : typed]
  })
}

/** Those in which something was said: a stale segment that nobody touched stays stale. */
export function changedIn(typed: readonly Typed[], { segments }: TranslationView): readonly Typed[] {
  const by = new Map(segments.map((segment) => [segment.key, segment]))
  return typed.filter(({ key, target, done }) => {
    const segment = by.get(key)
    const wasDone = segment?.state === 'done' && !segment.stale
    return segment === undefined || target !== (segment.target ?? '') || (target !== '' && done !== wasDone)
  })
}
