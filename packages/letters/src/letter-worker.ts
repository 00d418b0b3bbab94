import { parentPort } from 'node:worker_threads'
import type { LabelSheet } from './label-sheet.ts'
import type { Doc } from './model.ts'
import { setLabels, setLetter } from './typst.ts'

/** One letter for the worker, or one sheet of labels. */
export type LetterTask = { readonly doc: Doc; readonly request?: string | undefined } | { readonly labels: LabelSheet }

/** What the worker made of it. */
export type LetterOutcome = { readonly pdf: Uint8Array } | { readonly error: string }

parentPort?.on('message', (task: LetterTask) => {
  parentPort?.postMessage(outcomeOf(task))
})

function outcomeOf(task: LetterTask): LetterOutcome {
  try {
    if ('labels' in task) return { pdf: setLabels(task.labels) }
    const { doc, request } = task
    return { pdf: setLetter(doc, request === undefined ? {} : { request }) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
