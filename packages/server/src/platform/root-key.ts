import { join } from 'node:path'
import type { Result } from '@comity/domain/result'
import { openDeviceRoot } from './root-key-device.ts'
import { openFileRoot } from './root-key-file.ts'
import { openTransitRoot } from './root-key-transit.ts'

/** What stands above the authority's key: it wraps that one small key and opens it again. */
export interface RootKey {
  /** As its operator knows it. */
  readonly name: string
  /** Wraps a key; what is made for a first start is made here. @throws OperatorError where it cannot */
  wrap(key: Uint8Array): Promise<string>
  /** @throws OperatorError where the root key is not there, does not answer, or is another */
  unwrap(wrapped: string): Promise<Buffer>
}

/** Which root key an operator has chosen: a file, a key in a device that speaks PKCS #11, or one of OpenBao's transit engine. */
export type RootKeyChoice =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'pkcs11'; readonly module: string; readonly token: string; readonly id: string; readonly pinFile: string }
  | { readonly kind: 'openbao'; readonly url: string; readonly tokenFile: string }

/** Asks a service that the operator named, by the one way out. */
export type AskService = (
  url: string,
  question: { readonly type: string; readonly body: Uint8Array; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Result<Uint8Array>>

/** The root key of a data directory: the one that was chosen, or a file in the directory itself, which protects only what leaves without it. */
export function openRootKey(dataDirectory: string, choice: RootKeyChoice | undefined, ask: AskService): RootKey {
  switch (choice?.kind) {
    case undefined:
      return openFileRoot(join(dataDirectory, 'storage.key'))
    case 'file':
      return openFileRoot(choice.path)
    case 'pkcs11':
      return openDeviceRoot(choice, join(dataDirectory, 'pin-refused'))
    case 'openbao':
      return openTransitRoot(choice, ask)
  }
}
