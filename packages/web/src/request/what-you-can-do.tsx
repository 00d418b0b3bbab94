import type { RequestView } from '@comity/contract/request'
import { needsTwo } from '@comity/domain/request/command'
import { useVoice } from '../ui/voice.ts'

/** Decided elsewhere on the page: approvals in their box, findings where they are shown. */
const elsewhere = ['approve', 'decline', 'override-finding']

/** Where a command is given. */
function hrefOf(view: RequestView, command: RequestView['available'][number]): string {
  return command === 'revise' ? `/requests/${view.id}/draft` : `/requests/${view.id}/acts/${command}`
}

/** The commands that the reader may give now, each leading to its form. */
export function WhatYouCanDo({ view }: { readonly view: RequestView }) {
  const { t } = useVoice()
  const commands = view.available.filter((command) => !elsewhere.includes(command))
  return (
    <section aria-labelledby="can-do-title" class="can-do">
      <h2 id="can-do-title">{t('web.request.can-do')}</h2>
      {commands.length === 0 ? (
        <p class="quiet">{t('web.request.nothing-to-do')}</p>
      ) : (
        <ul>
          {commands.map((command) => (
            <li>
              <a href={hrefOf(view, command)}>{t(`command.${command}`)}</a>
              {needsTwo(command) ? <small> {t('web.request.needs-two')}</small> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
