import { randomUUID } from 'node:crypto'
import { generateSigningKey } from '@comity/exchange/keys'
import { callSkew, contentDigestOf, isCallSigned, signCall } from '@comity/exchange/signed-call'
import { messagePath } from '@comity/server/exchange/wire'
import { all, judge, type Outcome, seen, type Trial } from '../peer/trial.ts'
import { announce, craft, dispatch, say, type World } from '../peer/world.ts'

const peer = 'lying'
const refused = { status: 401, code: 'call-refused', receipts: [] }

type Fields = Readonly<Record<string, string>>

function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

/** A call that is signed wrongly; only where both documents name `comity-calls/1` is there anything to refuse. */
function wrongCall(tried: string, says: string, run: (world: World) => Promise<Outcome>): Trial {
  return {
    peer,
    tried,
    says,
    async run(world) {
      const signed = isCallSigned(world.us.directory.document, world.them.document)
      return signed ? run(world) : seen('not agreed: no comity-calls/1 in their document', true)
    },
  }
}

/** Announces a message in a call whose fields are changed once it is signed. */
async function announced(
  world: World,
  tamper: (fields: Fields, id: string, body: Uint8Array) => Fields,
  body?: Uint8Array,
): Promise<Outcome> {
  const message = await craft(world, dispatch(world))
  const more = body === undefined ? {} : { body }
  return judge(await announce(world, message, { tamper: (fields) => tamper(fields, message.id, message.envelope), ...more }), refused)
}

/** Signs an announcement anew, with something that is not so. */
function resigned(
  world: World,
  id: string,
  body: Uint8Array,
  { key = world.us.keys.sign[0], to = world.them.authority, late = 0, path = messagePath(id) },
): Fields {
  if (key === undefined) throw new Error('an authority has a signing key')
  const fields = { 'content-type': 'application/octet-stream', 'content-digest': contentDigestOf(body) }
  return { ...fields, ...signCall({ method: 'PUT', target: path, fields, hasBody: true }, to, key, Date.parse(world.now()) - late) }
}

/** The peer whose calls are not what they are signed to be. docs/exchange.md, section 13. */
export const calls: readonly Trial[] = [
  wrongCall('a call without a signature', '`call-refused`', (world) =>
    announced(world, (fields) => without(fields, 'signature', 'signature-input')),
  ),
  wrongCall('a call signed with a key of nobody', '`call-refused`', (world) =>
    announced(world, (_, id, body) => resigned(world, id, body, { key: generateSigningKey() })),
  ),
  wrongCall('a call signed for somebody else', '`call-refused`', (world) =>
    announced(world, (_, id, body) => resigned(world, id, body, { to: 'XXB/central' })),
  ),
  wrongCall('a call signed for another path', '`call-refused`', (world) =>
    announced(world, (_, id, body) => resigned(world, id, body, { path: messagePath(randomUUID()) })),
  ),
  wrongCall('a call signed longer ago than clocks may differ', '`call-refused`, with the time there', async (world) => {
    const message = await craft(world, dispatch(world))
    const late = (callSkew + 60) * 1000
    const reply = await announce(world, message, { tamper: () => resigned(world, message.id, message.envelope, { late }) })
    const told = Date.parse(String(reply.headers['comity-time']))
    return all(judge(reply, refused), seen(Number.isNaN(told) ? 'no time' : 'its time', !Number.isNaN(told)))
  }),
  wrongCall('a body that is not the one that was signed', '`call-refused`', async (world) => {
    const other = await craft(world, dispatch(world))
    return announced(world, (_, id, body) => resigned(world, id, body, {}), other.envelope)
  }),
  wrongCall('a call that does not sign its body', '`call-refused`', (world) =>
    announced(world, (fields) => without(fields, 'content-digest')),
  ),
  wrongCall('the very same signed call twice', 'taken once, then `call-refused`', async (world) => {
    const message = await craft(world, dispatch(world))
    let kept: Fields = {}
    const first = await announce(world, message, { tamper: (fields) => (kept = fields) })
    return all(judge(first, { status: 202 }), judge(await announce(world, message, { tamper: () => kept }), refused))
  }),
  wrongCall('a slice signed for another place', '`call-refused`, nothing is kept of it', async (world) => {
    const message = await craft(world, dispatch(world))
    await announce(world, message)
    const [part] = message.parts
    const path = `/x/v1/parts/${part?.ct256}`
    const headers = { 'content-type': 'application/partial-upload', 'upload-offset': '7', 'upload-complete': '?1' }
    const body = part?.bytes ?? Buffer.alloc(1)
    const moved = await say(world, { method: 'PATCH', path, headers, body, tamper: (fields) => ({ ...fields, 'upload-offset': '0' }) })
    return all(judge(moved, refused), judge(await say(world, { method: 'HEAD', path }), { status: 200, offset: 0 }))
  }),
]
