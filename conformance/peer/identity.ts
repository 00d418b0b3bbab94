import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Author } from '@comity/exchange/craft-message'
import type { Directory } from '@comity/exchange/directory-document'
import { type SignedDirectory, signDirectory, verifyDirectory } from '@comity/exchange/directory'
import { type AuthorityKeys, generateKeys, publicKeys, readKeys } from '@comity/exchange/keys'
import { newDirectory } from '@comity/exchange/new-directory'
import { valueOf } from '@comity/exchange/worked-example'
import { type GatewayCertificate, makeCertificate, withDigest } from '@comity/server/exchange/gateway-certificate'

/** An authority of the runner's own: its keys, its end of every connection, and what it says of itself. */
export interface Identity extends Author {
  readonly certificate: GatewayCertificate
  /** Every version of its directory document; the last is in force. */
  readonly documents: readonly SignedDirectory[]
}

const names = { keys: 'keys.json', certificate: 'certificate.json', documents: 'documents.json' }

/** Drafts the next directory document of the runner, with its certificate in it. */
export function draftNext(
  keys: AuthorityKeys,
  state: string,
  certificate: string,
  endpoint: string,
  at: string,
  previous?: SignedDirectory,
): Directory {
  const authority = { state, function: 'central', name: `Conformance runner ${state}` }
  const base = { authority, keys: publicKeys(keys), endpoints: [{ url: endpoint }], issued: at }
  const document = newDirectory(previous === undefined ? base : { ...base, previous })
  const tls = {
    use: 'tls' as const,
    kid: certificate,
    certificate,
    from: at,
    to: document.keys[0]?.to ?? document.expires,
    status: 'active' as const,
  }
  const before = document.keys.find((key) => key.kid === certificate)
  return { ...document, keys: [...document.keys.filter((key) => key !== before), { ...tls, from: before?.from ?? at }] }
}

async function signed(document: Directory, keys: AuthorityKeys, previous?: SignedDirectory): Promise<SignedDirectory> {
  return valueOf(await verifyDirectory(await signDirectory(document, keys.root), previous))
}

function identityOf(state: string, keys: AuthorityKeys, certificate: GatewayCertificate, documents: readonly SignedDirectory[]): Identity {
  const directory = documents.at(-1)
  if (directory === undefined) throw new Error('an identity has a directory document')
  return { id: `${state}/central`, keys, certificate, documents, directory }
}

/** Makes an authority that nobody knows yet. */
export async function makeIdentity(state: string, endpoint: string, at: string): Promise<Identity> {
  const keys = await generateKeys(['age-mlkem768x25519', 'age-x25519'])
  const certificate = withDigest(await makeCertificate(new Date(at)))
  return identityOf(state, keys, certificate, [await signed(draftNext(keys, state, certificate.digest, endpoint, at), keys)])
}

/** The same authority under its next directory document. */
export async function followed(
  identity: Identity,
  at: string,
  change: (document: Directory) => Directory = (same) => same,
): Promise<Identity> {
  const { keys, certificate, documents, directory } = identity
  const { state } = directory.document.authority
  const endpoint = directory.document.endpoints[0]?.url ?? ''
  const next = await signed(change(draftNext(keys, state, certificate.digest, endpoint, at, directory)), keys, directory)
  return identityOf(state, keys, certificate, [...documents, next])
}

/** Keeps an identity in a folder, so that an instance that has verified it once knows it again. */
export async function keepIdentity(home: string, { keys, certificate, documents }: Identity): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const { certificate: pem, key } = certificate
  const texts = documents.map(({ bytes }) => Buffer.from(bytes).toString())
  await writeFile(join(home, names.keys), JSON.stringify(keys), { mode: 0o600 })
  await writeFile(join(home, names.certificate), JSON.stringify({ certificate: pem, key }), { mode: 0o600 })
  await writeFile(join(home, names.documents), JSON.stringify(texts))
}

/** Takes an identity out of its folder. @returns undefined when there is none */
export async function findIdentity(home: string): Promise<Identity | undefined> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(home, name), 'utf8'))
  try {
    const keys = valueOf(await readKeys(await read(names.keys)))
    const certificate = withDigest((await read(names.certificate)) as GatewayCertificate)
    const documents: SignedDirectory[] = []
    for (const text of (await read(names.documents)) as string[]) {
      documents.push(valueOf(await verifyDirectory(Buffer.from(text), documents.at(-1))))
    }
    const state = documents[0]?.document.authority.state
    return state === undefined ? undefined : identityOf(state, keys, certificate, documents)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
