import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf } from '@comity/exchange/digest'
import { answer, type Guest, type House, type Visit } from '../peer/house.ts'
import { type Outcome, type Peer, seen } from '../peer/trial.ts'
import { announce, craft, deliver, dispatch, type World } from '../peer/world.ts'

/** A way to receive a message badly, once; after it the message is received as the profile says. */
interface Lie {
  readonly peer: Peer
  readonly tried: string
  readonly says: string
  /** Whether it is about a slice, not about the announcement. */
  readonly slice?: boolean
  tell(visit: Visit, guest: Guest, house: House, world: World): void | Promise<void>
}

const again = 'not believed: the same bytes are announced again'

const lies: readonly Lie[] = [
  {
    peer: 'lying',
    tried: 'receipts in our name that somebody else has signed',
    says: again,
    async tell({ response, body }, { id }, house, world) {
      const events = ['RelayAcceptance', 'ContentConsignment'] as const
      answer(response, 200, await Promise.all(events.map((event) => house.sign(event, id, digestOf(body), world.stranger))))
    },
  },
  {
    peer: 'lying',
    tried: 'our true receipts of another message',
    says: again,
    async tell({ response }, _, house) {
      answer(response, 200, [await house.sign('ContentConsignment', '00000000-0000-4000-8000-000000000000', digestOf(randomBytes(8)))])
    },
  },
  {
    peer: 'lying',
    tried: 'our true receipt of this message in another envelope',
    says: again,
    async tell({ response }, { id }, house) {
      answer(response, 200, [await house.sign('ContentConsignment', id, digestOf(randomBytes(8)))])
    },
  },
  { peer: 'lying', tried: 'success without a receipt', says: again, tell: ({ response }) => answer(response, 200, []) },
  {
    peer: 'lying',
    tried: 'a page in place of an answer',
    says: again,
    tell: ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  },
  {
    peer: 'lying',
    tried: 'a redirection to another path',
    says: 'not followed; the same bytes are announced again',
    tell: ({ response }) => void response.writeHead(307, { location: '/stray' }).end(),
  },
  {
    peer: 'lying',
    tried: 'an answer of three megabytes',
    says: 'not read to its end; the same bytes are announced again',
    tell: ({ response }) => void response.end(Buffer.alloc(3_000_000, 32)),
  },
  {
    peer: 'lying',
    tried: 'as missing, a part that is none of the message’s',
    says: 'not sent; the same bytes are announced again',
    async tell({ response, body }, { id }, house) {
      answer(response, 202, [await house.sign('RelayAcceptance', id, digestOf(body))], [digestOf(randomBytes(8))])
    },
  },
  {
    peer: 'lying',
    tried: 'an upload that has come no further than before',
    says: 'no endless upload; announced again later',
    slice: true,
    tell: ({ response }) => void response.writeHead(204, { 'upload-offset': '0' }).end(),
  },
  {
    peer: 'lying',
    tried: 'an upload that has come further than its end',
    says: 'not believed; announced again later',
    slice: true,
    tell: ({ response }) => void response.writeHead(204, { 'upload-offset': '999999999999' }).end(),
  },
  {
    peer: 'slow',
    tried: 'a line cut before the answer',
    says: 'announced again, the same bytes',
    tell: ({ response }) => void response.destroy(),
  },
  {
    peer: 'slow',
    tried: 'a line cut after a slice',
    says: 'goes on from the place that HEAD names',
    slice: true,
    tell: ({ response }) => void response.destroy(),
  },
]

/** One line of the table. */
export interface Row extends Outcome {
  readonly peer: Peer
  readonly tried: string
  readonly says: string
}

async function until(condition: () => boolean, limit: number): Promise<boolean> {
  const end = Date.now() + limit
  while (!condition() && Date.now() < end) await sleep(25)
  return condition()
}

/** Has the other side try us in a disguise. What waits there is reminded of us by a message that it knows already. */
async function disguised(world: World, says: string, tried: string, as: Parameters<House['disguise']>[0], limit: number): Promise<Row> {
  const { house } = world
  await house.disguise(as)
  const { connections, requests } = house.count
  await until(() => house.count.connections > connections, limit)
  await sleep(200)
  const tries = house.count.connections - connections
  const asked = house.count.requests - requests
  return {
    peer: 'lying',
    tried,
    says,
    ...seen(tries === 0 ? 'nobody came' : `${tries} connections, ${asked} requests`, tries > 0 && asked === 0),
  }
}

/**
 * Receives what the other authority sends, each message with another lie first.
 * @param limit how long to wait for messages and for their end, in milliseconds
 */
export async function receive(world: World, limit: number): Promise<Row[]> {
  const { house } = world
  const reminder = await craft(world, dispatch(world))
  await deliver(world, reminder)
  const remind = (): void => void announce(world, reminder).catch(() => undefined)

  const nothingSent = 'not a byte is sent'
  const rows = [
    await disguised(world, nothingSent, 'somebody else’s certificate at our address', { certificate: world.stranger.certificate }, limit),
  ]
  remind()
  rows.push(await disguised(world, nothingSent, 'TLS 1.2 at our address', { old: true }, Math.min(limit, 5000)))

  const told = new Map<string, { readonly lie: Lie; done: boolean }>()
  house.lie = async (visit, guest, part) => {
    const lie = lies[told.size]
    if (!told.has(guest.id) && lie !== undefined) told.set(guest.id, { lie, done: false })
    const turn = told.get(guest.id)
    if (turn === undefined || turn.done || (part !== undefined) !== (turn.lie.slice ?? false)) return false
    turn.done = true
    await turn.lie.tell(visit, guest, house, world)
    setTimeout(remind, 150)
    return true
  }
  await house.disguise()
  house.receiving = true
  remind()
  await until(() => told.size === lies.length && [...told.keys()].every((id) => house.guests.get(id)?.settled === true), limit)
  for (const [id, { lie }] of told) {
    const guest = house.guests.get(id)
    if (guest === undefined) continue
    const envelopes = new Set(guest.announced).size
    const back = `announced ${guest.announced.length} times in ${envelopes} form, ${guest.settled ? 'then consigned' : 'not consigned'}, slices at ${guest.offsets.join(', ')}`
    rows.push({
      peer: lie.peer,
      tried: lie.tried,
      says: lie.says,
      ...seen(back, guest.settled && envelopes === 1 && guest.announced.length > 1),
    })
  }
  if (told.size < lies.length) {
    const back = `${told.size} messages came`
    rows.push({
      peer: 'obedient',
      tried: `${lies.length} messages, each met by another lie`,
      says: 'each is sent until it is consigned',
      ...seen(back, false),
    })
  }
  rows.push({
    peer: 'lying',
    tried: 'paths and parts that nobody was honestly sent to',
    says: 'not asked for',
    ...seen(`${house.count.strays} requests for them`, house.count.strays === 0),
  })
  rows.push({
    peer: 'obedient',
    tried: 'the signature of each call',
    says: 'each is signed, where both documents name `comity-calls/1`',
    ...seen(`${house.count.unsigned} calls without one that holds`, house.count.unsigned === 0),
  })
  return rows
}
