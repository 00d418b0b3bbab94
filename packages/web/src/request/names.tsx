import { stateName } from '@comity/reference/state'
import type { RequestView } from '@comity/contract/request'
import { useVoice } from '../ui/voice.ts'

/** A State in the reader's language. */
export function StateName({ code }: { readonly code: string }) {
  const { language } = useVoice()
  return <bdi>{stateName(code, language)}</bdi>
}

/** What a request is called while it has no title: its reference, or that it has none. */
export function titleOf(
  view: { readonly content: { readonly title?: string | undefined }; readonly reference?: string | undefined },
  untitled: string,
): string {
  return view.content.title || view.reference || untitled
}

/** The state whose act it is. */
export function stateOf(view: Pick<RequestView, 'side' | 'self' | 'counterpart'>, side: RequestView['side']): string {
  return side === view.side ? view.self : view.counterpart
}
