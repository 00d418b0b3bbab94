import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Act } from '@comity/domain/request/act'
import type { Craft } from '@comity/exchange/craft-message'
import { dispatch, type World } from './world.ts'

/** A file of random bytes, with the request that bears it. */
export interface RandomFile {
  readonly content: NonNullable<Craft['files']>[number]
  dispatch(world: World): Act
}

/** Makes a PDF in name, of so many bytes. */
export function fileOf(length: number): RandomFile {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(length)])
  const label = { name: 'trial.pdf', mediaType: 'application/pdf' }
  const reference = { id: randomUUID(), ...label, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  return {
    content: { label, bytes },
    dispatch(world) {
      const act = dispatch(world)
      return { ...act, body: { ...act.body, files: [reference] } } as Act
    },
  }
}
