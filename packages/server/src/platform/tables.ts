import type { Transaction as KyselyTransaction } from 'kysely'
import type { AccessTables } from '../access/tables.ts'
import type { AccountTables } from '../account/tables.ts'
import type { AuditTables } from '../audit/tables.ts'
import type { DrafterFileTables } from '../drafter-file/tables.ts'
import type { ExchangeTables } from '../exchange/tables.ts'
import type { LawTables } from '../law/tables.ts'
import type { PaperTables } from '../paper/tables.ts'
import type { LetterheadTables } from '../letterhead/tables.ts'
import type { RetentionTables } from '../retention/tables.ts'
import type { RequestTables } from '../request/tables.ts'
import type { ScreeningTables } from '../screening/tables.ts'
import type { SignatureTables } from '../signature/tables.ts'
import type { TranslationTables } from '../translation/tables.ts'
import type { IdempotencyTables } from './idempotency.ts'

/** Every table of an authority's database; each slice describes its own. */
export interface Tables
  extends
    AccessTables,
    AccountTables,
    AuditTables,
    DrafterFileTables,
    ExchangeTables,
    IdempotencyTables,
    LawTables,
    LetterheadTables,
    PaperTables,
    RequestTables,
    ScreeningTables,
    RetentionTables,
    SignatureTables,
    TranslationTables {}

/** Inside a transaction, never ask the database for a second connection: the embedded one has only one and would wait for ever. */
export type Transaction = KyselyTransaction<Tables>
