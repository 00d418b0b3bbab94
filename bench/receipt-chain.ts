// Signs a chain of receipts and says how long its verification takes. `node bench/receipt-chain.ts [receipts]`, 10,000 when not given.
import { randomUUID } from 'node:crypto'
import { digestOf } from '@comity/exchange/digest'
import { type Receipt, signReceipt } from '@comity/exchange/receipt'
import { verifyReceipts } from '@comity/exchange/receipt-line'
import { exampleAuthority, exampleNow, knowing, valueOf } from '@comity/exchange/worked-example'

const count = Number(process.argv[2] ?? 10_000)
const peru = await exampleAuthority('PER', 'Central authority')
const [key] = peru.keys.sign
if (key === undefined) throw new Error('an authority has a signing key')

const chain: Uint8Array[] = []
let previous: string | null = null
for (let place = 0; place < count; place += 1) {
  const said: Receipt = {
    v: 1,
    event: 'RelayAcceptance',
    messageId: randomUUID(),
    envelopeDigest: digestOf(Buffer.from(String(place))),
    at: exampleNow,
    by: peru.id,
    previous,
  }
  const bytes: Uint8Array = await signReceipt(said, key)
  previous = digestOf(bytes)
  chain.push(bytes)
}
const began = performance.now()
const [report] = valueOf(await verifyReceipts(chain, knowing([peru])))
const seconds = (performance.now() - began) / 1000
console.log(
  `${report?.receipts} receipts in ${report?.stretches} stretch: ${seconds.toFixed(2)} s, ${Math.round(count / seconds)} a second`,
)
