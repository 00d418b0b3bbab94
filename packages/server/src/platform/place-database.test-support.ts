import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { templatePath } from './test-database.ts'

/** Opens a new embedded database, migrates it and closes it. */
async function makeIn(dataDirectory: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDirectory, otherwise: 'nobody' })
  await migrate(db)
  await close()
}

/** Puts a migrated database without a row into the folder of an instance that is about to start: to make one takes seconds. */
export async function placeDatabase(dataDirectory: string): Promise<void> {
  const made = templatePath('')
  if (!existsSync(made)) {
    const draft = `${made}.${process.pid}`
    await makeIn(draft)
    try {
      renameSync(draft, made)
    } catch {
      // Another process made it meanwhile.
      rmSync(draft, { recursive: true })
    }
  }
  cpSync(join(made, 'database'), join(dataDirectory, 'database'), { recursive: true })
}
