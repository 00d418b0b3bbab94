import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, type TransactionSettings } from 'kysely'
import { applicationRole } from './application-role.ts'
import { findParty, type Party } from './on-behalf.ts'

/** A connection on loan, and whether a transaction of its borrower is open on it. */
interface Loan extends DatabaseConnection {
  readonly inner: DatabaseConnection
  inTransaction: boolean
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu

/**
 * What tells the database for whom a transaction is. The settings are the transaction's own (`LOCAL`), so that they never
 * pass to the next borrower of the connection; and everybody but the operator acts as the role that owns nothing.
 */
function introduction(party: Exclude<Party, 'bare'>): string {
  const person = typeof party === 'object' ? party.person : ''
  const name = typeof party === 'object' ? 'person' : party
  // An account has a UUID; whatever else calls itself a person is nobody.
  const actor = uuid.test(person) ? person : ''
  const role = party === 'operator' ? '' : `; SET LOCAL ROLE ${applicationRole}`
  return `SET LOCAL comity.context = '${name}'; SET LOCAL comity.actor = '${actor}'${role}`
}

/**
 * A driver whose every statement is under row security: each transaction, and each statement outside of one, first says on
 * whose behalf it is.
 * @param otherwise on whose behalf work is done where nobody said
 */
export function guardedDriver(driver: Driver, otherwise: Party): Driver {
  const partyNow = () => findParty() ?? otherwise

  /** In one message: two would take the time of two. */
  async function begin(inner: DatabaseConnection, party: Exclude<Party, 'bare'>): Promise<void> {
    await inner.executeQuery(CompiledQuery.raw(`BEGIN; ${introduction(party)}`))
  }

  /** Sent together, so that being introduced costs no time of the line; what fails takes the rest of its transaction with it. */
  async function alone<R>({ inner }: Loan, party: Exclude<Party, 'bare'>, query: CompiledQuery): Promise<QueryResult<R>> {
    const [begun, answered, committed] = await Promise.allSettled([
      begin(inner, party),
      inner.executeQuery<R>(query),
      driver.commitTransaction(inner),
    ])
    const failed = [begun, answered, committed].find((each) => each.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return (answered as PromiseFulfilledResult<QueryResult<R>>).value
  }

  function lend(inner: DatabaseConnection): Loan {
    const loan: Loan = {
      inner,
      inTransaction: false,
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const party = partyNow()
        return loan.inTransaction || party === 'bare' ? inner.executeQuery<R>(query) : alone<R>(loan, party, query)
      },
      streamQuery() {
        throw new Error('rows are read in pages, not streamed')
      },
    }
    return loan
  }

  const innerOf = (connection: DatabaseConnection) => (connection as Loan).inner

  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => lend(await driver.acquireConnection()),
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
      const party = partyNow()
      if (party === 'bare') await driver.beginTransaction(innerOf(connection), settings)
      else if (settings.accessMode === undefined && settings.isolationLevel === undefined) await begin(innerOf(connection), party)
      else throw new Error('transactions are of one kind')
      ;(connection as Loan).inTransaction = true
    },
    async commitTransaction(connection) {
      ;(connection as Loan).inTransaction = false
      await driver.commitTransaction(innerOf(connection))
    },
    async rollbackTransaction(connection) {
      ;(connection as Loan).inTransaction = false
      await driver.rollbackTransaction(innerOf(connection))
    },
  }
}
