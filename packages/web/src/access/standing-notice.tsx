import type { RequestAccess } from '@comity/contract/access'
import type { RequestView } from '@comity/contract/request'
import { relationReach } from '@comity/domain/account/relation'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

/** Names of those in whose place the reader acts where they could not in their own right. */
function inWhosePlace(seenBy: RequestAccess['seenBy'], reader: string | undefined): readonly string[] {
  const through = seenBy.find(({ account }) => account === reader)?.through ?? []
  const acting = through.filter(({ relation }) => relationReach[relation] === 'act')
  if (acting.some(({ inPlaceOf }) => inPlaceOf === undefined)) return []
  return [...new Set(acting.flatMap(({ inPlaceOf }) => inPlaceOf ?? []))]
}

/** On the page of a request: that it is restricted, and in whose place the reader acts. */
export function StandingNotice({
  view,
  access,
  reader,
}: {
  readonly view: RequestView
  /** Absent where the reader does not see who else sees it. */
  readonly access: RequestAccess | undefined
  readonly reader: string | undefined
}) {
  const { t } = useVoice()
  const places = inWhosePlace(access?.seenBy ?? [], reader)
  return (
    <>
      {view.restricted === true ? (
        <Notice tone="do">
          <Tag tone="do">{t('access.restricted')}</Tag> {t('access.restricted.means')}
        </Notice>
      ) : null}
      {places.length === 0 ? null : (
        <Notice>
          {t('access.acts-for')}{' '}
          {places.map((name, at) => (
            <>
              {at === 0 ? null : ' · '}
              <Isolated>{name}</Isolated>
            </>
          ))}
        </Notice>
      )}
    </>
  )
}
