import { isAboutCase } from './inputs.ts'
import type { Answer, Entry, MatrixOffice } from './office.ts'
import { keepsNothing, permissionOf, recorded } from './permissions.ts'
import { type Cell, type Expected, expected, nameOf, strayWords } from './walk.ts'

/** What came of a walk: every cell that is not as the table says, and how many of each kind there were. */
export interface Walked {
  readonly wrong: readonly string[]
  readonly cells: number
  readonly refused: number
  readonly read: number
  readonly changed: number
  /** Allowed, and not to be done at this stage or with this input. */
  readonly failed: number
}

/** The entry that a call has to leave: the code of its refusal, `done`, none; undefined where it may leave one, as a wrong password does. */
function entryOf({ operation }: Cell, { status, code }: Answer, wanted: Expected): string | undefined {
  // Of what is closed to somebody they do not learn that it is there; the log has that they asked.
  if (wanted === 'not-permitted' || wanted === 'not-found') return 'not-permitted'
  if (wanted !== 'allowed') return 'none'
  // What failed may be on record, as a wrong password is; so is a letter that nobody wrote.
  if (code !== undefined || status >= 300 || operation.id === 'checkLetter') return undefined
  if (permissionOf(operation.id).tells === 'case' || recorded.includes(operation.id)) return 'done'
  return operation.method === 'GET' || keepsNothing.includes(operation.id) ? 'none' : 'done'
}

const refusals = ['not-permitted', 'not-signed-in', 'proof-needed', 'reason-needed']

/** Everything that is wrong with an answer and with the entries that the call left. */
function* faults(cell: Cell, answer: Answer, left: readonly Entry[], house: MatrixOffice): Generator<string> {
  const wanted = expected(cell)
  const { status, code, told } = answer
  if (wanted === 'allowed' ? refusals.includes(code ?? '') : code !== wanted) yield `should be ${wanted}`
  if (status >= 500) yield 'failed'
  const stray = strayWords(cell, told, house.everyCase)
  if (stray.length > 0) yield `tells ${stray.slice(0, 3).join(' ')}`
  const tells = /canary/u.test(told)
  if (wanted !== 'allowed' && tells) yield 'a refusal tells of a case'
  const entry = entryOf(cell, answer, wanted)
  const names = permissionOf(cell.operation.id).who === 'anyone' ? [cell.person.id, 'nobody'] : [cell.person.id]
  if (left.some(({ actor }) => !names.includes(actor))) yield 'somebody else’s entry'
  if (left.length > 1) yield 'leaves more than one entry'
  if (entry === 'none' && left.length > 0) yield 'should leave no entry'
  if (tells && left.length === 0) yield 'tells of a case and leaves no entry'
  if (entry !== undefined && entry !== 'none' && (left[0]?.action !== cell.operation.action || left[0].outcome !== entry))
    yield `should leave one entry, ${entry} of ${cell.operation.action}`
}

/** Makes the calls, and holds each against what the table says that it answers and leaves in the audit log. */
export async function walk(
  house: MatrixOffice,
  chosen: Iterable<Cell>,
  touched: (cell: Cell) => Promise<void> = async () => undefined,
): Promise<Walked> {
  const wrong: string[] = []
  const counted = { cells: 0, refused: 0, read: 0, changed: 0, failed: 0 }
  let waiting: { readonly cell: Cell; readonly answer: Answer }[] = []
  async function judge(): Promise<void> {
    const entries = await house.entries()
    for (const { cell, answer } of waiting) {
      const left = entries.get(answer.at) ?? []
      for (const fault of faults(cell, answer, left, house)) {
        const line = `${nameOf(cell)}: ${fault}; ${answer.status} ${answer.code ?? ''}, ${left.map(({ action, outcome }) => `${action} ${outcome}`).join(', ')}`
        if (wrong.length < 40) console.log(line)
        wrong.push(line)
      }
    }
    waiting = []
  }
  for (const each of chosen) {
    // About what it is when its turn comes.
    const cell = { ...each }
    const answer = await house.call(cell.operation, cell.about, cell.person)
    const isChange = cell.operation.method !== 'GET'
    waiting.push({ cell, answer })
    counted.cells += 1
    counted[expected(cell) !== 'allowed' ? 'refused' : answer.status >= 300 ? 'failed' : isChange ? 'changed' : 'read'] += 1
    if (answer.status < 300 && isChange) await touched(cell)
    if (waiting.length >= 200) await judge()
  }
  await judge()
  return { wrong, ...counted }
}

/** Whether an operation is worth a call where nothing but the rows holds back: it is about a case, or its answers tell of cases. */
export function reachesRows({ operation }: Cell): boolean {
  return isAboutCase(operation) || permissionOf(operation.id).tells === 'case'
}
