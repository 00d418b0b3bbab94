import { randomUUID } from 'node:crypto'
import type { Result } from '@comity/domain/result'
import { readDirectory, signDirectory, type SignedDirectory } from './directory.ts'
import { sealEnvelope, type SealedEnvelope } from './envelope.ts'
import { generateKeys, publicKeys, type AuthorityKeys, type SealSuite } from './keys.ts'
import type { Manifest, Part } from './manifest.ts'
import { newDirectory } from './new-directory.ts'
import { sealPart } from './part.ts'
import { paddingSaid } from './part-padding.ts'
import { type FindPeer, peerOf, type PeerStage } from './peer.ts'
import { type Recipients, recipientsFor } from './recipients.ts'
import { profile } from './signed-document.ts'

/** The moment at which the example plays. */
export const exampleNow = '2026-11-21T10:00:00.000Z'

/** An authority of the example, with what it keeps and what it shows. */
export interface ExampleAuthority {
  readonly id: string
  readonly keys: AuthorityKeys
  readonly directory: SignedDirectory
}

/** Takes the value of an outcome that the example knows to be good. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** Sets up an authority with new keys, or with those given. */
export async function exampleAuthority(
  state: string,
  name: string,
  suites?: readonly SealSuite[],
  given?: AuthorityKeys,
): Promise<ExampleAuthority> {
  const keys = given ?? (await generateKeys(suites))
  const document = newDirectory({
    authority: { state, function: 'central', name },
    keys: publicKeys(keys),
    endpoints: [{ url: `https://${state.toLowerCase()}.example/x/v1/` }],
    contacts: [{ name: 'Duty officer', email: `duty@${state.toLowerCase()}.example` }],
    issued: exampleNow,
  })
  return { id: `${state}/central`, keys, directory: valueOf(await readDirectory(await signDirectory(document, keys.root), exampleNow)) }
}

/** The two authorities of the first worked case. */
export async function twoAuthorities(suites?: readonly SealSuite[]): Promise<{ peru: ExampleAuthority; switzerland: ExampleAuthority }> {
  const peru = await exampleAuthority('PER', 'Fiscalía de la Nación, Unidad de Cooperación Judicial Internacional', suites)
  return { peru, switzerland: await exampleAuthority('CHE', 'Federal Office of Justice', suites) }
}

/** Knows these authorities, all in one stage. */
export function knowing(authorities: readonly ExampleAuthority[], stage: PeerStage = 'verified'): FindPeer {
  return (id) => {
    const found = authorities.find((one) => one.id === id)
    return found && peerOf(found.directory, stage)
  }
}

/** Seals the files of a message, an act first, and drafts its manifest. */
export async function exampleManifest(
  from: ExampleAuthority,
  to: ExampleAuthority,
  folder: string,
  files: readonly string[] = [],
  more: Partial<Recipients> = {},
): Promise<Manifest> {
  const recipients = { ...valueOf(recipientsFor(from.keys, to.directory.document, exampleNow)), ...more }
  const parts: Part[] = []
  for (const [place, text] of ['{"type":"report-progress","body":{"text":"Bank asked."}}', ...files].entries()) {
    const sealed = await sealPart(new TextEncoder().encode(text), recipients, folder)
    if (place === 0) parts.push({ role: 'act', name: 'act.json', mediaType: 'application/json', ...sealed })
    else parts.push({ role: 'file', name: `statement ${place}.txt`, mediaType: 'text/plain', ...sealed })
  }
  return {
    v: 1,
    profile,
    id: randomUUID(),
    type: 'report-progress',
    thread: randomUUID(),
    seq: 1,
    prev: null,
    from: from.id,
    to: to.id,
    created: exampleNow,
    notAfter: '2026-11-28T10:00:00.000Z',
    originalMode: 'electronic-original',
    schema: 'comity-act/1',
    addSelf: { version: from.directory.document.version, sha256: from.directory.digest },
    addPeer: { version: to.directory.document.version, sha256: to.directory.digest },
    sealKid: recipients.sealKid,
    parts,
    ...paddingSaid(recipients),
  }
}

/** Signs and seals a manifest of the example. */
export async function sealExample(manifest: Manifest, from: ExampleAuthority, to: ExampleAuthority): Promise<SealedEnvelope> {
  return valueOf(await sealEnvelope(manifest, from.keys, valueOf(recipientsFor(from.keys, to.directory.document, exampleNow))))
}
