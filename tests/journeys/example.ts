import { readFileSync } from 'node:fs'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'

/** A worked case, as its officer knows it on the day. */
export function readExample(name: string): RequestContent {
  const file = readRequestFile(JSON.parse(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8')))
  if (!file.ok) throw new Error(JSON.stringify(file.problem))
  return file.value
}
