import type { RequestRow } from '@comity/contract/request'
import { Isolated } from '../ui/isolated.tsx'
import { InstantText } from '../ui/isolated.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'
import { DueClock } from './due-clock.tsx'
import { StateName } from './names.tsx'

/** Requests in a table, each by its title, with what waits marked. */
export function RequestTable({ caption, rows }: { readonly caption: string; readonly rows: readonly RequestRow[] }) {
  const { t } = useVoice()
  const head = [
    'web.register.request',
    'web.register.state',
    'web.register.references',
    'web.request.stage',
    'web.request.next',
    'web.request.changed',
  ]
  return (
    <Table
      caption={caption}
      head={head.map((id) => t(id))}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <>
            <a href={`/requests/${row.id}`}>
              <Isolated>{row.title || row.reference || t('web.request.untitled')}</Isolated>
            </a>
            {row.waitsForApproval ? (
              <>
                {' '}
                <Tag tone="do">{t('web.register.waits')}</Tag>
              </>
            ) : null}
          </>,
          <StateName code={row.counterpart} />,
          <>
            {row.reference ? <Isolated whole>{row.reference}</Isolated> : '–'}
            {row.theirReference ? (
              <small class="block">
                <Isolated whole>{row.theirReference}</Isolated>
              </small>
            ) : null}
          </>,
          <Tag>{t(`stage.${row.stage}`)}</Tag>,
          row.due === undefined ? <span class="quiet">–</span> : <DueClock date={row.due} />,
          <small>
            <InstantText iso={row.changedAt} />
          </small>,
        ],
      }))}
    />
  )
}
