import { qrCode } from '@comity/letters/qr'
import type { Page, View } from '../page.ts'
import { QrCode } from '../paper/qr-code.tsx'
import { answer } from '../ui/answer.tsx'
import { Facts } from '../ui/facts.tsx'
import { InstantText, Isolated } from '../ui/isolated.tsx'
import { problemPage } from '../ui/problem-page.tsx'
import { voiceOf } from '../ui/voice.ts'
import { receiptsPath } from './take-in-page.tsx'

/** Longest text that a QR code holds and a telephone still reads from paper. In characters. */
const longestCode = 1800

function fileOf(name: string, text: string): View {
  const bytes = new TextEncoder().encode(text)
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { kind: 'file', file: { name, mediaType: 'application/octet-stream', size: bytes.length, stream: stream() } }
}

/** The receipts that go back to the sender of a message: as a file, as text to paste, and as a page to print with a QR code of each. */
export const receiptsPage: Page = async (visit, operations, place) => {
  const [peer, message] = [place['peer'] ?? '', place['message'] ?? '']
  const given = await operations.listMessageReceipts({ params: { peer, message } })
  if (!given.ok) return problemPage(visit, given.problem)
  const { name, items } = given.value
  const text = items.map((one) => `${one.text}\n`).join('')
  if (visit.query.has('file')) return fileOf(name, text)
  const { t } = voiceOf(visit)
  return answer(visit, {
    title: t('carried.receipts.title'),
    crumbs: [{ href: '/messages', text: t('web.nav.messages') }],
    body: (
      <>
        <p class="lead">{t('carried.receipts.lead')}</p>
        <Facts
          items={[
            [t('carried.from'), <Isolated code>{peer.replace('~', '/')}</Isolated>],
            [t('carried.message'), <Isolated code>{message}</Isolated>],
          ]}
        />
        <p class="buttons">
          <a class="button" href={`${receiptsPath(peer, message)}?file=yes`}>
            {t('carried.receipts.download')}
          </a>
        </p>
        {items.map((one) => (
          <section class="slip">
            <h2>{t(`receipt.${one.event}`)}</h2>
            <p>
              <InstantText iso={one.at} /> {one.problem === undefined ? null : t(`problem.${one.problem}`)}
            </p>
            {one.text.length > longestCode ? null : (
              <QrCode qr={qrCode(one.text)} alternative={t('carried.receipts.code', { event: t(`receipt.${one.event}`) })} />
            )}
            <p class="hash">
              <Isolated code>{one.text}</Isolated>
            </p>
          </section>
        ))}
      </>
    ),
  })
}
