import { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import { read } from '@comity/domain/input'
import { fail, type Result } from '@comity/domain/result'
import type { Manifest, Part } from './manifest.ts'
import { readJson } from './strict-json.ts'

/** The form of the act's JSON, as the manifest names it. */
export const actSchema = 'comity-act/1'

/** An act as the bytes of its part. */
export function writeAct(act: Act): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(act))
}

function isPartOf(part: Part | undefined, file: FileReference): boolean {
  return part?.sha256 === file.sha256 && part.len === file.size
}

/**
 * Reads the act of a message. What is signed in the manifest and what the act says of itself must be the same, or
 * the receipt would be for something else than the act.
 * @returns the act, `malformed` naming the fields, or `unsupported-profile` for an act of another form
 */
export function readAct(bytes: Uint8Array, manifest: Manifest): Result<Act> {
  if (manifest.schema !== actSchema) return fail({ code: 'unsupported-profile', values: { schema: manifest.schema } })
  const json = readJson(bytes)
  if (!json.ok) return json
  const act = read(Act, json.value, 'act')
  if (!act.ok) return fail({ ...act.problem, code: 'malformed' })
  const { id, type, seq } = act.value
  if (id !== manifest.id || type !== manifest.type || seq !== manifest.seq)
    return fail({ code: 'malformed', values: { rule: 'other-act' } })
  const files = filesOf(act.value)
  const [, ...parts] = manifest.parts
  const same = parts.length === files.length && files.every((file, place) => isPartOf(parts[place], file))
  return same ? act : fail({ code: 'malformed', values: { rule: 'other-files' } })
}

/** Whether the electronic message is the original. UNTOC art. 18(14) leaves it to the States; a dispatch says it. */
export function originalModeOf(act: Act): Manifest['originalMode'] {
  return (act.type === 'dispatch' ? act.body.content.originalMode : undefined) ?? 'electronic-original'
}

const mediaTypeForm = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,120}$/u

/** Name and media type of a file as its part bears them: always a name that a file can have. The act keeps the true ones. */
export function partLabel(file: FileReference): Pick<Part, 'name' | 'mediaType'> {
  const name = file.name.replaceAll(/[/\\]/gu, '-')
  return {
    name: name === '' || name === '.' || name === '..' ? 'file' : name,
    mediaType: mediaTypeForm.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
  }
}
