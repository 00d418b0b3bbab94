import { unknownVerdict, type Verdict } from '@comity/domain/screening/verdict'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Files, StoredFile } from '../platform/files.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { inspectApart, previewApart } from './inspect-apart.ts'
import type { Scanner } from './scanner.ts'
import { keepVerdict, listToScan, listVerdicts } from './verdict-store.ts'

/** What is needed to screen files. */
export interface ScreeningParts {
  readonly db: Kysely<Tables>
  /** Absent where the operator set none. */
  readonly scanner?: Scanner
  readonly clock: () => Date
  readonly report: (error: unknown) => void
}

type Bytes = () => AsyncIterable<Uint8Array>
type About = Pick<StoredFile, 'sha256' | 'size' | 'type'>

/** Files that a round asks about, one after the other. */
const roundLength = 200
/** How often the scanner is tested and files are asked about again. In milliseconds. */
const roundEvery = 60_000

/** Screens files: asks the scanner and looks into them, keeps what was said, and asks again. */
export type Screening = ReturnType<typeof openScreening>

/** Puts the screening of an instance together. Without a scanner every file is and stays `not-scanned`. */
export function openScreening({ db, scanner, clock, report }: ScreeningParts) {
  async function screen(file: About, bytes: Bytes, before?: Verdict): Promise<Verdict> {
    const version = scanner?.version()
    const said = scanner === undefined ? ({ scan: 'not-scanned', obstacle: 'no-scanner' } as const) : await scanner.scan(bytes)
    const verdict: Verdict = {
      ...said,
      at: clock().toISOString(),
      ...(version === undefined || said.scan === 'not-scanned' ? {} : { engine: version.engine }),
      ...(version?.signaturesAt === undefined || said.scan === 'not-scanned' ? {} : { signaturesAt: version.signaturesAt }),
      cautions: before?.cautions ?? (await inspectApart(file, bytes)),
    }
    return keepVerdict(db, file.sha256, verdict, version?.text)
  }

  /** Screens a file of the store if that is worth it now: nobody did, or there was no scanner and now there is one. */
  async function settle(files: Files, file: About): Promise<Verdict> {
    const before = (await listVerdicts(db, [file.sha256])).get(file.sha256)
    const due = before?.cautions === undefined || (before.obstacle === 'no-scanner' && scanner?.version() !== undefined)
    if (!due) return before ?? unknownVerdict
    return screen(file, () => lazily(files, file.sha256), before)
  }

  async function round(files: Files, isOver = () => false): Promise<void> {
    await scanner?.test()
    const due = await listToScan(db, { version: scanner?.version()?.text, now: clock().toISOString(), limit: roundLength })
    const known = await listVerdicts(
      db,
      due.map(({ sha256 }) => sha256),
    )
    for (const file of due) {
      if (isOver()) return
      // One that is damaged must not keep the others waiting.
      await screen(file, () => lazily(files, file.sha256), known.get(file.sha256)).catch(report)
    }
  }

  return {
    /** Whether a scanner is at work, was asked for and is gone, or was never asked for. */
    standing: (): 'none' | 'gone' | 'at-work' => {
      if (scanner === undefined) return 'none'
      return scanner.version() === undefined ? 'gone' : 'at-work'
    },
    goneSince: () => scanner?.goneSince(),
    verdictsOf: async (reader: Kysely<Tables> | Transaction, hashes: readonly string[]) => listVerdicts(reader, hashes),
    /** Looks at a file that comes in. @returns `file-harmful` where something was found in it */
    async look(file: About & { readonly name: string }, bytes: Bytes): Promise<Result<void>> {
      const { found } = await screen(file, bytes)
      return found === undefined ? ok(undefined) : fail({ code: 'file-harmful', values: { file: file.name, found } })
    },
    settle,
    /** The words of a file of the store, where they can be had without opening it. */
    preview: async (files: Files, file: About) => previewApart(file, () => lazily(files, file.sha256)),
    /** Tests the scanner and asks about files that it has not spoken of yet, or not with these signatures. */
    round,
    /** The store as those see it through whom files leave: what is harmful is not read, whoever asks. */
    guard(files: Files): Files {
      return {
        ...files,
        async read(sha256) {
          const verdict = (await listVerdicts(db, [sha256])).get(sha256)
          if (verdict?.scan === 'found') throw new Error(`the file ${sha256} is harmful and does not leave`)
          return files.read(sha256)
        },
      }
    },
    /** Tests the scanner and goes through the files of the store, now and once a minute. @returns what ends it */
    async start(files: Files): Promise<() => Promise<void>> {
      let over = false
      await scanner?.test()
      const run = async (): Promise<void> => round(files, () => over).catch(report)
      let running = run()
      const timer = setInterval(() => {
        running = running.then(run)
      }, roundEvery)
      timer.unref()
      return async () => {
        over = true
        clearInterval(timer)
        await running
      }
    },
  }
}

async function* lazily(files: Files, sha256: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of await files.read(sha256)) yield chunk as Uint8Array
}
