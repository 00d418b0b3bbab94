// Writes docs/security-asvs.md. `npm run asvs`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asvsPage } from './table.ts'

writeFileSync(join(import.meta.dirname, '../../docs/security-asvs.md'), asvsPage())
