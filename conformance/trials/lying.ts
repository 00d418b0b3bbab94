import { randomBytes, randomUUID } from 'node:crypto'
import { signJws } from '@comity/exchange/jws'
import { pad } from '@comity/exchange/padding'
import { recipientsFor } from '@comity/exchange/recipients'
import { valueOf } from '@comity/exchange/worked-example'
import { messagePath, partPath } from '@comity/server/exchange/wire'
import { Encrypter } from 'age-encryption'
import { altered } from '../peer/altered.ts'
import { handshake } from '../peer/ask.ts'
import { all, type Expected, judge, seen, type Trial } from '../peer/trial.ts'
import { announce, craft, dispatch, say, type World } from '../peer/world.ts'

const peer = 'lying'

/** Seals whatever text as if it were a manifest that we have signed. */
async function sealText(world: World, text: string, trailing = ''): Promise<{ id: string; envelope: Uint8Array }> {
  const { recipients } = valueOf(recipientsFor(world.us.keys, world.them.document, world.now()))
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const jws = pad(await signJws('comity-manifest', new TextEncoder().encode(text), world.us.keys.sign.slice(0, 1)))
  return { id: randomUUID(), envelope: await encrypter.encrypt(Buffer.concat([jws, Buffer.from(trailing)])) }
}

/** A message whose manifest says something wrong, and what has to come back to its announcement. */
function wrongManifest(
  tried: string,
  says: string,
  change: (world: World) => Readonly<Record<string, unknown>>,
  expected: Expected,
): Trial {
  return {
    peer,
    tried,
    says,
    run: async (world) => judge(await announce(world, await craft(world, dispatch(world), { changes: change(world) })), expected),
  }
}

/** A text in the place of a manifest that no honest author can write. */
function wrongText(tried: string, says: string, text: (manifest: string) => string, expected: Expected): Trial {
  return {
    peer,
    tried,
    says,
    async run(world) {
      const { manifest } = await craft(world, dispatch(world))
      const sealed = await sealText(world, text(JSON.stringify(manifest)))
      return judge(await announce(world, { id: manifest.id, envelope: sealed.envelope }), expected)
    },
  }
}

const unsigned = { receipts: [] }

/** The peer that says what is not so. */
export const lying: readonly Trial[] = [
  {
    peer,
    tried: 'an envelope with one bit altered',
    says: '`cannot-decrypt`, nothing signed',
    async run(world) {
      const { id, envelope } = await craft(world, dispatch(world))
      return judge(await announce(world, { id, envelope: altered(envelope, 100) }), { status: 400, code: 'cannot-decrypt', ...unsigned })
    },
  },
  {
    peer,
    tried: 'bytes of no form at all, and none',
    says: '`cannot-decrypt`',
    async run(world) {
      const replies = [
        await announce(world, { id: randomUUID(), envelope: randomBytes(5000) }),
        await announce(world, { id: randomUUID(), envelope: new Uint8Array() }),
      ]
      return all(...replies.map((reply) => judge(reply, { status: 400, code: 'cannot-decrypt', ...unsigned })))
    },
  },
  {
    peer,
    tried: 'an envelope longer than any can be',
    says: '`too-large`, unread',
    async run(world) {
      const reply = await announce(world, { id: randomUUID(), envelope: new Uint8Array(300_000) })
      return judge(reply, { status: 413, code: 'too-large', ...unsigned })
    },
  },
  {
    peer,
    tried: 'a body that states no length',
    says: '`malformed`, unread',
    async run(world) {
      const { id, envelope } = await craft(world, dispatch(world))
      return judge(await announce(world, { id, envelope }, { chunked: true }), { status: 400, code: 'malformed' })
    },
  },
  {
    peer,
    tried: 'an envelope under the id of another message',
    says: '`malformed`, nothing signed',
    async run(world) {
      const { envelope } = await craft(world, dispatch(world))
      return judge(await announce(world, { id: randomUUID(), envelope }), { status: 400, code: 'malformed', ...unsigned })
    },
  },
  wrongManifest('a message to a third authority', '`not-addressed-to-us`, signed', () => ({ to: 'XXZ/central' }), {
    status: 403,
    code: 'not-addressed-to-us',
    receipts: ['RelayRejection:not-addressed-to-us'],
  }),
  wrongManifest(
    'a message that a third authority would have written',
    '`unknown-peer` or `bad-signature`, nothing signed',
    () => ({ from: 'XXZ/central' }),
    { status: [400, 403], ...unsigned },
  ),
  wrongManifest(
    'a message whose time has passed',
    '`expired`, signed; or `bad-signature` when our key is younger',
    (world) => ({
      created: world.us.directory.document.keys[0]?.from ?? world.now(),
      notAfter: new Date(Date.parse(world.us.directory.document.keys[0]?.from ?? world.now()) + 1).toISOString(),
    }),
    { status: 400, code: 'expired', receipts: ['RelayRejection:expired'] },
  ),
  wrongManifest(
    'a message from before its signing key',
    '`bad-signature`',
    () => ({ created: '2020-01-01T00:00:00Z', notAfter: '2020-02-01T00:00:00Z' }),
    {
      status: 400,
      code: 'bad-signature',
      ...unsigned,
    },
  ),
  wrongText('a manifest of another profile', '`unsupported-profile`', (text) => text.replace('comity-exchange/1', 'comity-exchange/2'), {
    status: 400,
    code: 'unsupported-profile',
  }),
  wrongText(
    'a manifest with an unknown `crit`',
    '`unsupported-profile`',
    (text) => JSON.stringify({ ...(JSON.parse(text) as object), crit: ['no-such-thing'] }),
    {
      status: 400,
      code: 'unsupported-profile',
    },
  ),
  wrongText('a manifest with a name twice', '`malformed`', (text) => text.replace('"type":', '"type":"withdraw","type":'), {
    status: 400,
    code: 'malformed',
  }),
  wrongText(
    'a manifest with a part’s name that leads out of its folder',
    '`malformed`',
    (text) => text.replace('act.json', '../act.json'),
    {
      status: 400,
      code: 'malformed',
    },
  ),
  wrongText('a number that two readers would see differently', '`malformed`', (text) => text.replace('"seq":1', '"seq":1e0,"x":1e400'), {
    status: 400,
    code: 'malformed',
  }),
  {
    peer,
    tried: 'an envelope padded by one space too many',
    says: '`malformed`: a form has one text',
    async run(world) {
      const { manifest } = await craft(world, dispatch(world))
      const { envelope } = await sealText(world, JSON.stringify(manifest), ' ')
      return judge(await announce(world, { id: manifest.id, envelope }), { status: 400, code: 'malformed', ...unsigned })
    },
  },
  {
    peer,
    tried: 'a message of somebody unknown, on their own connection',
    says: '`unknown-peer`, nothing signed',
    async run(world) {
      const message = await craft(world, dispatch(world), { from: world.stranger })
      return judge(await announce(world, message, { as: world.stranger }), { status: 403, code: 'unknown-peer', ...unsigned })
    },
  },
  {
    peer,
    tried: 'our own message, and its part, on a connection without a certificate',
    says: '`unknown-peer`, nothing signed',
    async run(world) {
      const message = await craft(world, dispatch(world))
      const body = message.envelope
      const told = await say(world, { as: 'nobody', method: 'PUT', path: messagePath(message.id), body })
      const path = partPath(message.parts[0]?.ct256 ?? '')
      const part = await say(world, { as: 'nobody', method: 'PATCH', path, headers: { 'upload-offset': '0' }, body: new Uint8Array(9) })
      return all(judge(told, { status: 403, code: 'unknown-peer', ...unsigned }), judge(part, { status: 403, code: 'unknown-peer' }))
    },
  },
  {
    peer,
    tried: 'paths and methods that there are none of',
    says: '`not-found`',
    async run(world) {
      const replies = []
      for (const [method, path] of [
        ['GET', '/'],
        ['DELETE', '/x/v1/directory'],
        ['GET', '/x/v1/directory/0'],
        ['PUT', '/x/v1/messages/../../etc/passwd'],
        ['PUT', '/x/v2/messages/00000000-0000-0000-0000-000000000000'],
        ['HEAD', '/x/v1/parts/ABCDEF'],
      ] as const) {
        replies.push(judge(await say(world, { method, path }), { status: 404 }))
      }
      return all(...replies)
    },
  },
  {
    peer,
    tried: 'a handshake of TLS 1.2',
    says: 'refused',
    async run(world) {
      const shown = await handshake(world.url, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })
      return seen(shown === undefined ? 'refused' : 'taken', shown === undefined)
    },
  },
]
