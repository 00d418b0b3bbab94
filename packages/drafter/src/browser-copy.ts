/** The sealed copy that an officer may let a browser keep. Off until it is turned on; sealed as the file is. */
export interface BrowserCopy {
  keeps(): boolean
  isThere(): boolean
  /** Turned off, the copy is removed. */
  keep(on: boolean): Promise<void>
  write(sealed: Uint8Array): Promise<void>
  read(): Promise<Uint8Array | undefined>
}

const name = 'comity-drafter'
const store = 'sealed'
const key = 'copy'

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser keeps nothing')))
  })
}

async function withStore<T>(mode: IDBTransactionMode, work: (records: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(store))
  const database = await done(opening)
  try {
    return await done(work(database.transaction(store, mode).objectStore(store)))
  } finally {
    database.close()
  }
}

/** Whether there is a store already: asking for it would make it. */
async function exists(): Promise<boolean> {
  const all = await indexedDB.databases()
  return all.some((each) => each.name === name)
}

/** Looks whether this browser keeps a copy. A browser that keeps nothing for files has none. */
export async function openBrowserCopy(): Promise<BrowserCopy> {
  let there = false
  let on = false
  try {
    on = await exists()
    there = on && (await withStore<unknown>('readonly', (records) => records.get(key))) !== undefined
  } catch {
    on = false
  }
  return {
    keeps: () => on,
    isThere: () => there,
    async keep(wanted) {
      on = wanted
      if (wanted) await withStore('readwrite', (records) => records.count())
      else {
        there = false
        await done(indexedDB.deleteDatabase(name))
      }
    },
    async write(sealed) {
      await withStore('readwrite', (records) => records.put(sealed, key))
      there = true
    },
    read: async () => withStore<Uint8Array | undefined>('readonly', (records) => records.get(key)),
  }
}
