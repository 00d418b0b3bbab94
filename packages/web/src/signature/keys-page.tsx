import { read } from '@comity/domain/input'
import { unlockSigningKey } from '@comity/contract/signature'
import { offers } from '../navigation.ts'
import { goTo, type Page } from '../page.ts'
import { answer } from '../ui/answer.tsx'
import { Form } from '../ui/form.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { voiceOf } from '../ui/voice.ts'

/** Keys of the authority's devices; a head unlocks one that three wrong PINs have locked. */
export const keysPage: Page = async (visit, operations) => {
  const { t } = voiceOf(visit)
  if (visit.method === 'POST') {
    const body = read(unlockSigningKey.body, { key: visit.form.get('key') ?? '' })
    const done = body.ok ? await operations.unlockSigningKey({ body: body.value }) : body
    return done.ok ? goTo('/signing-keys') : problemPage(visit, done.problem)
  }
  const listed = await operations.listSigningKeys({})
  if (!listed.ok) return problemPage(visit, listed.problem)
  const mayUnlock = offers(visit.account, 'signing-key.unlock')
  return answer(visit, {
    title: t('web.keys.title'),
    body: (
      <>
        <p class="lead">{t('web.keys.lead')}</p>
        {listed.value.items.length === 0 ? (
          <p class="quiet">{t('web.keys.none')}</p>
        ) : (
          <Table
            caption={t('web.keys.title')}
            head={[t('web.sign.device'), t('web.keys.standing')]}
            rows={listed.value.items.map(({ key, locked, lockedAt }) => ({
              key,
              cells: [
                <Isolated>{key}</Isolated>,
                locked ? (
                  <>
                    <Tag tone="do">{t('web.sign.locked')}</Tag> {lockedAt === undefined ? null : <InstantText iso={lockedAt} />}{' '}
                    {mayUnlock ? (
                      <Form action="/signing-keys" class="inline">
                        <input type="hidden" name="key" value={key} />
                        <button class="link" aria-label={`${t('web.sign.unlock')}: ${key}`}>
                          {t('web.sign.unlock')}
                        </button>
                      </Form>
                    ) : null}
                  </>
                ) : (
                  <Tag tone="good">{t('web.sign.open')}</Tag>
                ),
              ],
            }))}
          />
        )}
      </>
    ),
  })
}
