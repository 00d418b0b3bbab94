import { createHash } from 'node:crypto'

/** What a release was made from. */
export interface Source {
  readonly version: string
  /** The commit, in hex. */
  readonly commit: string
  readonly lockFile: Uint8Array
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * What is said of a release: an in-toto statement (spec/v1/statement.md) with a predicate of SLSA provenance v1 (slsa.dev/provenance/v1). Of the
 * machine and the moment nothing is said, and so the same source gives the same statement.
 * @param files what was made, by name
 * @param signer the name of the key that signs: who answers for the build
 */
export function provenanceOf({ version, commit, lockFile }: Source, files: ReadonlyMap<string, Uint8Array>, signer: string) {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...files].map(([name, bytes]) => ({ name, digest: { sha256: sha256(bytes) } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        // Described in docs/guide/operator.md, "A release".
        buildType: 'urn:comity:release:1',
        externalParameters: { version, commit },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: commit } },
          { name: 'package-lock.json', digest: { sha256: sha256(lockFile) } },
        ],
      },
      runDetails: { builder: { id: `urn:comity:release-key:${signer}` } },
    },
  } as const
}

export type Provenance = ReturnType<typeof provenanceOf>
