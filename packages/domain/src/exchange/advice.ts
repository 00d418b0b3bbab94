import type { ProblemCode } from '../problem.ts'
import type { ReceivedFacts, SentFacts } from './message-history.ts'

/** What to do about a message, in a closed list: each has its sentence in the catalogue `message.advice.*`. */
export const advices = [
  'nothing',
  'wait',
  'wait-for-earlier',
  'retry',
  'verify-peer',
  'ask-document',
  'ask-certificate',
  'time-over',
  'ask-peer',
  'write-anew',
  'ask-resend',
  'tell-peer',
  'no-author',
] as const
export type Advice = (typeof advices)[number]

const untrusted: readonly ProblemCode[] = ['unknown-peer', 'peer-not-verified', 'peer-suspended']

function adviceForSent({ standing, attempts, behind, problem }: SentFacts): Advice {
  if (standing === 'consigned') return 'nothing'
  if (standing === 'failed') {
    if (problem === 'expired') return 'time-over'
    return problem === 'too-large' || problem === 'act-out-of-place' ? 'write-anew' : 'ask-peer'
  }
  if (problem !== undefined && untrusted.includes(problem)) return 'verify-peer'
  if (behind) return 'wait-for-earlier'
  const last = attempts.at(-1)
  if (last?.reason === 'another-certificate') return 'ask-certificate'
  if (problem === 'stale-directory') return 'ask-document'
  if (problem === undefined) return 'wait'
  return problem === 'gap' ? 'ask-peer' : 'retry'
}

/** Without a proved author there is nobody whom one could tell. */
const unproved: readonly ProblemCode[] = [
  'cannot-decrypt',
  'malformed',
  'unknown-peer',
  'bad-signature',
  'too-large',
  'unsupported-profile',
]

function adviceForReceived({ standing, problem, gap }: ReceivedFacts): Advice {
  if (standing === 'accepted') return 'nothing'
  if (standing === 'receiving') return gap ? 'ask-resend' : 'wait'
  if (problem !== undefined && untrusted.slice(1).includes(problem)) return 'verify-peer'
  return problem !== undefined && unproved.includes(problem) ? 'no-author' : 'tell-peer'
}

/** What is to be done about a message, from how it stands. */
export function adviceFor(facts: SentFacts | ReceivedFacts): Advice {
  return facts.direction === 'out' ? adviceForSent(facts) : adviceForReceived(facts)
}
