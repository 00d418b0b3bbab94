import { parentPort } from 'node:worker_threads'
import { readLines } from './exported-log.ts'

// A thread that reads and hashes lines of an exported log, in the order in which they come.
parentPort?.on('message', (bytes: Uint8Array) => parentPort?.postMessage(readLines(bytes)))
