import type { FileStream } from '@comity/contract/operation'
import { collect } from './bytes.ts'

/** Gives a file to the browser to be saved. */
export async function download({ name, mediaType, stream }: FileStream): Promise<void> {
  const bytes = await collect(stream)
  if (bytes === undefined) return
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  link.download = name
  link.click()
  // The browser has to have begun before the bytes may go.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
