import type { ComityClient } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { TranslationRow } from '@comity/contract/translation'
import { findingKey } from '@comity/domain/requirement/finding'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { StandingNotice } from '../access/standing-notice.tsx'
import { offers } from '../navigation.ts'
import type { Page, Visit } from '../page.ts'
import { isBehind, LanguagePair } from '../translation/translation-table.tsx'
import { PaperSection } from '../paper/paper-section.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { DateText, InstantText, Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice, voiceOf } from '../ui/voice.ts'
import { Conditions } from './act-body.tsx'
import { DueClock } from './due-clock.tsx'
import { FilesList } from './files-list.tsx'
import { FindingNote } from './finding-note.tsx'
import { findView } from './find-view.ts'
import { itemNameOf } from '../draft/steps.ts'
import { StateName, titleOf } from './names.tsx'
import { PendingBox } from './pending.tsx'
import { Thread } from './thread.tsx'
import { WhatYouCanDo } from './what-you-can-do.tsx'

function RequestFacts({ view }: { readonly view: RequestView }) {
  const { t, language } = useVoice()
  const { content } = view
  const bases = content.bases ?? []
  return (
    <Facts
      items={[
        [
          t(view.side === 'requesting' ? 'web.request.to' : 'web.request.from'),
          <>
            <StateName code={view.counterpart} />
            {view.side === 'requesting' && content.requestedAuthority?.name ? (
              <>
                {' '}
                · <Isolated>{content.requestedAuthority.name}</Isolated>
              </>
            ) : null}
            {view.side === 'requested' && content.requestingAuthority?.name ? (
              <>
                {' '}
                · <Isolated>{content.requestingAuthority.name}</Isolated>
              </>
            ) : null}
          </>,
        ],
        [t('web.request.stage'), <Tag>{t(`stage.${view.stage}`)}</Tag>],
        [t('web.request.our-reference'), view.reference ? <Isolated>{view.reference}</Isolated> : t('web.request.none-yet')],
        [t('web.request.their-reference'), view.theirReference ? <Isolated>{view.theirReference}</Isolated> : t('web.request.none-yet')],
        [
          t('web.request.basis'),
          bases.length === 0
            ? t('web.request.none-yet')
            : bases.map(({ instrument, provision }, at) => (
                <>
                  {at === 0 ? null : ' · '}
                  <bdi>
                    {provision === ''
                      ? instrumentShortTitle(instrument, language)
                      : t('legal-basis.citation', { instrument: instrumentShortTitle(instrument, language), article: provision })}
                  </bdi>
                </>
              )),
        ],
        view.assignedTo === undefined ? undefined : [t('web.request.assigned-to'), <Isolated>{view.assignedTo}</Isolated>],
        content.limitation === undefined ? undefined : [t('web.draft.limitation'), <DateText iso={content.limitation} />],
        [t('web.request.next'), view.due === undefined ? t('web.request.nothing-due') : <DueClock date={view.due} />],
        [t('web.request.changed'), <InstantText iso={view.changedAt} />],
      ]}
    />
  )
}

function Findings({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  if (view.findings.length === 0) return null
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">{t('web.findings.title', { count: view.findings.length })}</h2>
      {view.findings.map((finding) => (
        <FindingNote
          finding={finding}
          overridden={view.overrides[findingKey(finding)]?.reason}
          about={itemNameOf(finding.field, view.content, t)}
        />
      ))}
    </section>
  )
}

function Ledger({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  if (view.conditions.length === 0) return null
  return (
    <section aria-labelledby="conditions-title">
      <h2 id="conditions-title">{t('web.conditions.title')}</h2>
      <p class="quiet">{t(view.side === 'requesting' ? 'web.conditions.bind-us' : 'web.conditions.bind-them')}</p>
      <Conditions conditions={view.conditions} />
    </section>
  )
}

function Files({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  if (view.files.length === 0) return null
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title">{t('web.files.title')}</h2>
      <FilesList request={view.id} known={view.files} files={view.files} />
    </section>
  )
}

/** Translations that no longer say what the request says. */
async function translationsBehind({ account }: Visit, operations: ComityClient, request: string): Promise<readonly TranslationRow[]> {
  if (!offers(account, 'translation.ask')) return []
  const list = await operations.listTranslations({ query: { request, limit: 20 } })
  return list.ok ? list.value.items.filter((row) => row.counts.stale > 0 || isBehind(row)) : []
}

function Behind({ rows }: { readonly rows: readonly TranslationRow[] }) {
  const { t } = useVoice()
  if (rows.length === 0) return null
  return (
    <Notice tone="do">
      {t('translation.mend')}{' '}
      {rows.map((row, at) => (
        <>
          {at === 0 ? null : ' · '}
          <a href={`/translations/${row.id}`}>
            <LanguagePair of={row} />
          </a>
        </>
      ))}
    </Notice>
  )
}

/** A request: what it is, where it stands, what each side did, and what the reader can do next. */
export const requestPage: Page = async (visit, operations, place) => {
  const found = await findView(operations, place)
  if (!found.ok) return problemPage(visit, found.problem)
  const view = found.value
  const behind = await translationsBehind(visit, operations, view.id)
  const { t } = voiceOf(visit)
  // Where no register is kept, as in the stand-alone drafter, there is no paper to ask for.
  const kept =
    view.letters === undefined || !offers(visit.account, 'retention.read')
      ? undefined
      : await operations.getRequestRetention({ params: { request: view.id } })
  const access =
    view.letters === undefined || !offers(visit.account, 'access.read')
      ? undefined
      : await operations.getRequestAccess({ params: { request: view.id } })
  const paper = view.letters === undefined ? undefined : await operations.getPaper({ params: { request: view.id } })
  return answer(visit, {
    title: titleOf(view, t('web.request.untitled')),
    width: 'full',
    crumbs: [{ href: `/requests?side=${view.side}`, text: t(`web.register.${view.side}`) }],
    body: (
      <div class="reading">
        <div class="text">
          <RequestFacts view={view} />
          <p class="buttons">
            <a href={`/requests/${view.id}/letter`}>{t('web.request.letter')}</a>
            {offers(visit.account, 'translation.ask') ? (
              <a href={`/requests/${view.id}/translations`}>{t('translation.of-request')}</a>
            ) : null}
            {kept?.ok === true ? <a href={`/requests/${view.id}/retention`}>{t('retention.of-request')}</a> : null}
            {access?.ok === true ? (
              <a href={`/requests/${view.id}/access`}>{t('access.title')}</a>
            ) : view.letters !== undefined && offers(visit.account, 'conflict.declare') ? (
              <a href={`/requests/${view.id}/access/conflict`}>{t('access.do.conflict')}</a>
            ) : null}
            <a class="to-acts" href="#can-do-title">
              {t('web.request.can-do')}
            </a>
          </p>
          <StandingNotice view={view} access={access?.ok === true ? access.value : undefined} reader={visit.account?.id} />
          {kept?.ok === true && kept.value.held ? <Notice tone="do">{t('retention.held')}</Notice> : null}
          <Behind rows={behind} />
          {view.onPaper === true ? <Notice>{t('paper.on-paper')}</Notice> : null}
          <PendingBox view={view} />
          <Thread view={view} />
        </div>
        <div class="margin">
          <WhatYouCanDo view={view} />
          <Findings view={view} />
          <Ledger view={view} />
          <Files view={view} />
          {paper?.ok === true ? <PaperSection view={view} paper={paper.value} mayEnter={offers(visit.account, 'paper.enter')} /> : null}
        </div>
      </div>
    ),
  })
}
