import { fail, ok, type Result } from '@comity/domain/result'
import type { Drafter } from '@comity/web/drafter/drafter'
import type { BrowserCopy } from './browser-copy.ts'
import { collect, streamOf } from './bytes.ts'
import { clearDesk, type Desk } from './desk.ts'

/** What is told about the program: its version, and of which days the facts are that it carries. */
interface About extends Pick<Drafter, 'version' | 'partyLists'> {
  readonly clock: () => string
}

/** What the drafter's own pages do: over a window's desk, and the copy in its browser. What seals and opens is made ready when it is asked. */
export function drafterOf(desk: Desk, copy: BrowserCopy, { version, partyLists, clock }: About): Drafter {
  async function lay(sealed: Uint8Array, passphrase: string): Promise<Result<unknown>> {
    const { openWithPassphrase } = await import('@comity/exchange/passphrase')
    const plain = await openWithPassphrase(sealed, passphrase)
    if (!plain.ok) return plain
    const { readDrafterFile } = await import('@comity/exchange/drafter-file')
    const file = await readDrafterFile(plain.value)
    if (!file.ok) return file
    const { layDown } = await import('./desk-file.ts')
    layDown(desk, file.value, () => crypto.randomUUID())
    return ok(undefined)
  }

  return {
    version,
    partyLists,
    authority: () => desk.authority,
    settle(authority) {
      desk.authority = authority
    },
    isUnsaved: () => desk.unsaved,
    async seal(passphrase) {
      const { writeDrafterFile } = await import('@comity/exchange/drafter-file')
      const { sealWithPassphrase } = await import('@comity/exchange/passphrase')
      const { fileOf } = await import('./desk-file.ts')
      const now = clock()
      const sealed = await sealWithPassphrase(writeDrafterFile(fileOf(desk, now)), passphrase)
      if (!sealed.ok) return sealed
      if (copy.keeps()) await copy.write(sealed.value)
      desk.unsaved = false
      const name = `comity-${now.slice(0, 16).replace(/[T:]/gu, '-')}.comity`
      return ok({ name, mediaType: 'application/octet-stream', size: sealed.value.length, stream: streamOf(sealed.value) })
    },
    async open(sealed, passphrase) {
      const { drafterFileLimit, drafterFileTooLarge } = await import('@comity/exchange/drafter-file')
      const bytes = await collect(sealed.stream, drafterFileLimit)
      return bytes === undefined ? fail(drafterFileTooLarge) : lay(bytes, passphrase)
    },
    async openCopy(passphrase) {
      const sealed = await copy.read()
      return sealed === undefined ? fail({ code: 'not-found' }) : lay(sealed, passphrase)
    },
    copy: () => ({ keeps: copy.keeps(), there: copy.isThere() }),
    keepCopy: (on) => copy.keep(on),
    async forget() {
      clearDesk(desk)
      await copy.keep(false)
    },
  }
}
