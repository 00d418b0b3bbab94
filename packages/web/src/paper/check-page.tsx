import type { LetterCheck } from '@comity/contract/paper'
import { groupedCode, readLetterCode } from '@comity/domain/paper/letter-code'
import { getLanguage, isAvailable } from '@comity/language/languages'
import { ErrorSummary } from '../form/error-summary.tsx'
import type { Field } from '../form/field.ts'
import type { Page } from '../page.ts'
import { StateName } from '../request/names.tsx'
import { answer } from '../ui/answer.tsx'
import { CompareCopy } from '../ui/compare-copy.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { idOf, wrongOf, wrongWith } from '../ui/wrong.ts'

const fields: readonly Field[] = [{ kind: 'line', name: 'code', label: 'paper.mark.code' }]

function Answer({ found }: { readonly found: LetterCheck }) {
  const { t } = useVoice()
  const { standing, content } = found
  const good = standing === 'issued' && content !== 'different'
  return (
    <section aria-labelledby="answer-title" role="status">
      <h2 id="answer-title" class="unseen">
        {t('paper.check.answer')}
      </h2>
      <Notice tone={good ? 'good' : 'do'}>
        <b>{t(`paper.check.${content === 'different' ? 'different' : standing}`)}</b>{' '}
        {t(`paper.check.${content === 'different' ? 'different' : standing}.means`)}
      </Notice>
      <Facts
        items={[
          found.number === undefined ? undefined : [t('paper.mark.number'), <Isolated whole>{found.number}</Isolated>],
          found.replacedBy === undefined ? undefined : [t('paper.letter.replaced-by'), <Isolated whole>{found.replacedBy}</Isolated>],
          found.date === undefined ? undefined : [t('paper.letter.date'), <DateText iso={found.date} />],
          found.to === undefined ? undefined : [t('paper.letter.to'), <StateName code={found.to} />],
          found.language === undefined || !isAvailable(found.language)
            ? undefined
            : [t('paper.letter.language'), <Isolated>{getLanguage(found.language).name}</Isolated>],
          found.pages === undefined ? undefined : [t('paper.cover.extent'), t('paper.cover.pages', { count: found.pages })],
          found.sha256 === undefined ? undefined : [t('paper.check.sha256'), <Isolated code>{found.sha256}</Isolated>],
        ]}
      />
      {found.sha256 === undefined ? null : (
        <>
          <p>{t('paper.check.compare')}</p>
          <CompareCopy sha256={found.sha256} />
        </>
      )}
    </section>
  )
}

/** Checks a printed letter against the register, for anybody who holds one: the page to which its QR code leads. */
export const checkPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const typed = visit.query.get('code')
  const content = visit.query.get('content') ?? ''
  const asked =
    typed === null
      ? undefined
      : await operations.checkLetter({
          query: { code: typed.slice(0, 100), ...(content === '' ? {} : { content: content.slice(0, 100) }) },
        })
  if (asked?.ok === false && asked.problem.code === 'not-signed-in') return problemPage(visit, asked.problem)
  const wrong = asked === undefined || asked.ok ? undefined : wrongOf(asked.problem, t)
  const known = readLetterCode(typed ?? '')
  const sentences = wrongWith(wrong, 'code')
  return answer(visit, {
    title: t('paper.check.title'),
    status: wrong?.status ?? 200,
    wrong: wrong !== undefined,
    ...(asked?.ok === true && asked.value.sha256 !== undefined ? { island: 'compare-hash' } : {}),
    body: (
      <>
        <p class="lead">{t('paper.check.lead')}</p>
        <ErrorSummary wrong={wrong} fields={fields} />
        {asked?.ok === true ? <Answer found={asked.value} /> : null}
        <form method="get" action="/letters" class={sentences.length > 0 ? 'field bad' : 'field'}>
          <label for={idOf('code')}>{t('paper.mark.code')}</label>
          <p class="hint" id="code-hint">
            {t('paper.check.hint')}
          </p>
          {sentences.length > 0 ? <p class="error">{sentences.join(' ')}</p> : null}
          <input
            id={idOf('code')}
            name="code"
            type="text"
            class="code"
            dir="ltr"
            autoComplete="off"
            spellcheck={false}
            aria-describedby="code-hint"
            aria-invalid={sentences.length > 0 ? 'true' : undefined}
            value={known.ok ? groupedCode(known.value) : (typed ?? '')}
          />
          <p class="buttons">
            <button>{t('paper.check.check')}</button>
          </p>
        </form>
        <p>
          <a href="/verify">{t('web.nav.verify')}</a>
        </p>
      </>
    ),
  })
}
