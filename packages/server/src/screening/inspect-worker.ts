import { parentPort, workerData } from 'node:worker_threads'
import { inspect } from './inspect.ts'
import { previewText } from './text-preview.ts'

/** What is to be looked into, and for what. */
export interface InspectJob {
  readonly bytes: Uint8Array
  readonly type: string
  readonly want: 'cautions' | 'text'
}

const { bytes, type, want } = workerData as InspectJob
const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
parentPort?.postMessage(want === 'cautions' ? inspect(buffer, type) : previewText(buffer, type))
