import type { Page } from '../page.ts'
import { sizeText } from '../request/files-list.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Notice } from '../ui/notice.tsx'
import { voiceOf } from '../ui/voice.ts'

/** Offers the stand-alone drafter, with the hash by which whoever gets it from a colleague can tell that it is this one. */
export const downloadPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  const drafter = await operations.describeDrafter({})
  return answer(visit, {
    title: t('drafter.download.title'),
    body: (
      <>
        <p class="lead">{t('drafter.download.about')}</p>
        {drafter.ok ? (
          <>
            <Facts
              items={[
                [t('drafter.download.size'), sizeText(drafter.value.size, visit.language)],
                [
                  'SHA-256',
                  <>
                    <Isolated code>{drafter.value.sha256}</Isolated>
                    <small class="block">{t('drafter.download.hash')}</small>
                  </>,
                ],
              ]}
            />
            <p class="buttons">
              <a class="button" href="/api/drafter/file">
                {t('drafter.download.button')}
              </a>
            </p>
          </>
        ) : (
          <Notice>{t('drafter.download.missing')}</Notice>
        )}
      </>
    ),
  })
}
