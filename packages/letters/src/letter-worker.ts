import { parentPort } from 'node:worker_threads'
import type { Doc } from './model.ts'
import { setLetter } from './typst.ts'

/** One letter for the worker. */
export interface LetterTask {
  readonly doc: Doc
}

/** What the worker made of it. */
export type LetterOutcome = { readonly pdf: Uint8Array } | { readonly error: string }

parentPort?.on('message', ({ doc }: LetterTask) => {
  parentPort?.postMessage(outcomeOf(doc))
})

function outcomeOf(doc: Doc): LetterOutcome {
  try {
    return { pdf: setLetter(doc) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
