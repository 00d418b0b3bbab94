import { Readable } from 'node:stream'
import type { FileStream } from '@comity/contract/operation'
import type { FastifyReply } from 'fastify'
import { filePolicy } from './security-headers.ts'

/** A file's name for a browser (RFC 6266): in full, and for old ones without what they misread. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\w .-]/gu, '_')
  const full = encodeURIComponent(name).replaceAll(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}

/** Answers a file as it streams: to be saved, never shown as a page of ours. */
export function sendFile(reply: FastifyReply, file: FileStream): FastifyReply {
  reply.header('content-disposition', disposition(file.name)).header('content-security-policy', filePolicy).type(file.mediaType)
  if (file.size !== undefined) reply.header('content-length', file.size)
  return reply.send(Readable.from(file.stream, { objectMode: false }))
}
