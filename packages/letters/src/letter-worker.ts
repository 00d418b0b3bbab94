import { parentPort } from 'node:worker_threads'
import type { Doc } from './model.ts'
import { setLetter } from './typst.ts'

/** One letter for the worker. */
export interface LetterTask {
  readonly doc: Doc
  readonly request?: string | undefined
}

/** What the worker made of it. */
export type LetterOutcome = { readonly pdf: Uint8Array } | { readonly error: string }

parentPort?.on('message', (task: LetterTask) => {
  parentPort?.postMessage(outcomeOf(task))
})

function outcomeOf({ doc, request }: LetterTask): LetterOutcome {
  try {
    return { pdf: setLetter(doc, request === undefined ? {} : { request }) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
