import { parentPort, workerData } from 'node:worker_threads'
import { inspect } from './inspect.ts'

/** What is to be looked into. */
export interface InspectJob {
  readonly bytes: Uint8Array
  readonly type: string
}

const { bytes, type } = workerData as InspectJob
parentPort?.postMessage(inspect(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), type))
