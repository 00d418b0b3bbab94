import type { PaperView } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import { getLanguage, isAvailable } from '@comity/language/languages'
import { Facts } from '../ui/facts.tsx'
import { DateText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { OriginalLine } from './original-line.tsx'

function Letters({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  const letters = (view.letters ?? []).filter(({ standing }) => standing === 'pending' || standing === 'issued')
  if (letters.length === 0) return null
  return (
    <section aria-labelledby="letters-title">
      <h2 id="letters-title">{t('paper.letters.of-request')}</h2>
      <ul>
        {letters.map(({ number, act, language, standing }) => {
          const to = `/api/requests/${view.id}`
          return (
            <li>
              <a href={`${to}/letters/${number}`}>
                <Isolated whole>{number}</Isolated>
              </a>{' '}
              {t(`act.${act}`)} {isAvailable(language) ? `(${getLanguage(language).name})` : null}{' '}
              {standing === 'pending' ? <Tag tone="do">{t('paper.standing.pending')}</Tag> : null}
              <small class="block">
                {standing === 'pending' ? null : (
                  <>
                    <a href={`/requests/${view.id}/cover-sheet/${number}`}>{t('paper.cover.title')}</a>{' '}
                  </>
                )}
                <a href={`${to}/cover-sheet/${number}?form=labels`}>{t('paper.label.title')}</a>
              </small>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The act that a paper said, where it stands in the thread. */
function Said({ view, act }: { readonly view: RequestView; readonly act: string }) {
  const { t } = useVoice()
  const type = view.thread.find((entry) => entry.act.id === act)?.act.type
  return type === undefined ? null : <a href={`#act-${act}`}>{t(`act.${type}`)}</a>
}

function Incoming({ view, paper, mayEnter }: { readonly view: RequestView; readonly paper: PaperView; readonly mayEnter: boolean }) {
  const { t } = useVoice()
  if (view.side === 'requesting' && view.onPaper !== true && paper.incoming.length === 0) return null
  return (
    <section aria-labelledby="incoming-title">
      <h2 id="incoming-title">{t('paper.in.section')}</h2>
      {paper.awaited ? <Notice tone="do">{t('paper.in.awaited')}</Notice> : null}
      {paper.incoming.map(({ id, act, channel, dated, received, reference, enteredBy }) => (
        <Facts
          key={id}
          items={[
            act === undefined ? undefined : [t('paper.letter.about'), <Said view={view} act={act} />],
            [t('paper.in.received'), <DateText iso={received} />],
            [t('paper.in.dated'), <DateText iso={dated} />],
            [t('paper.in.channel'), t(`paper.channel.${channel}`)],
            [t('web.request.their-reference'), <Isolated>{reference}</Isolated>],
            [t('paper.in.entered-by'), <Isolated>{enteredBy}</Isolated>],
          ]}
        />
      ))}
      {mayEnter ? <a href={`/requests/${view.id}/paper/${view.onPaper === true ? 'said' : 'new'}`}>{t('paper.in.copy.title')}</a> : null}
    </section>
  )
}

/** The paper of a request: its letters with their numbers, where its original stands, and what came. */
export function PaperSection({
  view,
  paper,
  mayEnter,
}: {
  readonly view: RequestView
  readonly paper: PaperView
  readonly mayEnter: boolean
}) {
  const { t } = useVoice()
  return (
    <>
      <Letters view={view} />
      {paper.original === undefined ? null : (
        <section aria-labelledby="original-title">
          <h2 id="original-title">{t('paper.original.title')}</h2>
          <OriginalLine original={paper.original} />
          {mayEnter ? <a href={`/requests/${view.id}/original`}>{t('paper.original.note')}</a> : null}
        </section>
      )}
      <Incoming view={view} paper={paper} mayEnter={mayEnter} />
    </>
  )
}
