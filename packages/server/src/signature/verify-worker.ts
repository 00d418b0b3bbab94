import { parentPort, workerData } from 'node:worker_threads'
import { readCertificates } from '@comity/signature/certificate'
import { verifyPdf } from '@comity/signature/verify-pdf'

/** What a check is given. */
export interface VerifyJob {
  readonly pdf: Uint8Array
  readonly anchors: string
  readonly now: string
}

const { pdf, anchors, now } = workerData as VerifyJob
parentPort?.postMessage(verifyPdf(pdf, { anchors: readCertificates(anchors), now: new Date(now) }))
