import assert from 'node:assert/strict'
import { it } from 'node:test'
import { actTypes, type Side } from './act.ts'
import { mayCome, type Progress, progressOf } from './progress.ts'

/** What each side may do at each stage: while nothing is open, and while a question and an answer are. */
const table = `
done draft requesting: share-draft dispatch
done draft requested: 
done consulting requesting: share-draft comment dispatch withdraw
done consulting requested: comment
done sent requesting: ask-status no-longer-needed withdraw
done sent requested: register return-deficient report-status
done registered requesting: ask-status no-longer-needed withdraw
done registered requested: return-deficient ask-clarification accept postpone refuse report-progress report-status
done accepted requesting: ask-status no-longer-needed withdraw
done accepted requested: ask-clarification postpone refuse assign report-progress send-result report-status
done postponed requesting: ask-status no-longer-needed withdraw
done postponed requested: ask-clarification accept refuse report-progress report-status
done executing requesting: ask-status no-longer-needed withdraw
done executing requested: ask-clarification postpone refuse assign report-progress send-result report-status
done partly-answered requesting: ask-status no-longer-needed withdraw
done partly-answered requested: ask-clarification refuse assign report-progress send-result report-status
done answered requesting: close
done answered requested: report-status
done returned requesting: share-draft dispatch close
done returned requested: 
done refused requesting: close
done refused requested: close
done not-needed requesting: close
done not-needed requested: close
done withdrawn requesting: close
done withdrawn requested: close
done closed requesting: reopen
done closed requested: 
open draft requesting: share-draft dispatch
open draft requested: 
open consulting requesting: share-draft comment dispatch withdraw
open consulting requested: comment
open sent requesting: confirm-receipt ask-status no-longer-needed withdraw
open sent requested: register return-deficient report-status
open registered requesting: clarify confirm-receipt ask-status no-longer-needed withdraw
open registered requested: return-deficient ask-clarification accept postpone refuse report-progress report-status
open accepted requesting: clarify confirm-receipt ask-status no-longer-needed withdraw
open accepted requested: ask-clarification postpone refuse assign report-progress send-result report-status
open postponed requesting: clarify confirm-receipt ask-status no-longer-needed withdraw
open postponed requested: ask-clarification accept refuse report-progress report-status
open executing requesting: clarify confirm-receipt ask-status no-longer-needed withdraw
open executing requested: ask-clarification postpone refuse assign report-progress send-result report-status
open partly-answered requesting: clarify confirm-receipt ask-status no-longer-needed withdraw
open partly-answered requested: ask-clarification refuse assign report-progress send-result report-status
open answered requesting: confirm-receipt
open answered requested: report-status
open returned requesting: share-draft dispatch confirm-receipt
open returned requested: 
open refused requesting: confirm-receipt
open refused requested: close
open not-needed requesting: confirm-receipt
open not-needed requested: close
open withdrawn requesting: confirm-receipt
open withdrawn requested: close
open closed requesting: confirm-receipt reopen
open closed requested: 
`

it('lets each side do at each stage what the table says, and nothing else', () => {
  const lines = table.trim().split('\n')
  assert.equal(lines.length, 56)
  for (const line of lines) {
    const [head = '', acts = ''] = line.split(':')
    const [open, standing, side] = head.split(' ') as [string, Progress['standing'], Side]
    const progress = { ...progressOf([]), standing, ...(open === 'open' ? { openClarifications: [{ act: 'a' }], unconfirmed: ['a'] } : {}) }
    assert.equal(actTypes.filter((type) => mayCome(progress, type, side)).join(' '), acts.trim(), head)
  }
})

it('lets the requested State close an answer on paper, and reopen what it answered or refused', () => {
  const answered: Progress = { ...progressOf([]), standing: 'answered' }
  assert.deepEqual([mayCome({ ...answered, onPaper: true }, 'close', 'requested'), mayCome(answered, 'close', 'requested')], [true, false])
  const standings = ['answered', 'refused', 'not-needed', 'withdrawn', 'returned'] as const
  const reopened = standings.filter((closedFrom) => mayCome({ ...answered, standing: 'closed', closedFrom }, 'reopen', 'requested'))
  assert.deepEqual(reopened, ['answered', 'refused'])
})
