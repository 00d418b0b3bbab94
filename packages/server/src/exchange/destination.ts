import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Addresses that a name stands for, asked once for each connection. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** An address that a connection may be made to. */
export interface Place {
  readonly address: string
  readonly family: 4 | 6
}

/** At least one. */
export type Places = readonly [Place, ...Place[]]

/** Turns the host of a URL into the places of it that may be tried. @throws DestinationRefused, or what the resolver throws */
export type FindPlaces = (host: string) => Promise<Places>

/** A destination to which nothing is sent, whoever asks. */
export class DestinationRefused extends Error {}

// IANA's registries of special-purpose addresses (RFC 6890 and what was added): what is not the public Internet.
const special4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
const special6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

function list4(): BlockList {
  const list = new BlockList()
  for (const [network, bits] of special4) list.addSubnet(network, bits, 'ipv4')
  return list
}

function list6(): BlockList {
  const list = new BlockList()
  for (const [network, bits] of special6) list.addSubnet(network, bits, 'ipv6')
  return list
}

function unicast6(): BlockList {
  const list = new BlockList()
  list.addSubnet('2000::', 3, 'ipv6')
  return list
}

const [notPublic4, notPublic6, global6] = [list4(), list6(), unicast6()]

/** Whether an address is one of the public Internet. IPv4 inside IPv6, in whatever form, is not: no peer needs it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublic4.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
}

/** What the operator lists as reachable although it is not public: hosts by name, addresses, networks. */
interface Listed {
  readonly names: ReadonlySet<string>
  readonly networks: BlockList
}

/**
 * Reads one entry of that list.
 * @returns undefined when it is neither a host's name, nor an address, nor a network as in `10.20.0.0/16`
 */
export function readListed(entry: string): { readonly name: string } | { readonly network: string; readonly bits: number } | undefined {
  const [host = '', bits, ...more] = entry.split('/')
  const family = isIP(host)
  if (family === 0) {
    const isName = bits === undefined && /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u.test(host)
    return isName ? { name: host } : undefined
  }
  const most = family === 4 ? 32 : 128
  const given = bits === undefined ? most : Number(bits)
  if (more.length > 0 || !/^\d{1,3}$/u.test(bits ?? '0') || given > most) return undefined
  return { network: host, bits: given }
}

function listedOf(entries: readonly string[]): Listed {
  const names = new Set<string>()
  const networks = new BlockList()
  for (const entry of entries) {
    const listed = readListed(entry)
    if (listed === undefined) throw new Error(`no host, address or network: ${entry}`)
    if ('name' in listed) names.add(listed.name)
    else networks.addSubnet(listed.network, listed.bits, isIP(listed.network) === 4 ? 'ipv4' : 'ipv6')
  }
  return { names, networks }
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/**
 * Makes the finder of places. A name is resolved once, each of its addresses is held against the rule, and the connection is
 * made to the address that was looked at: a second answer of the name server has no say.
 * @param listed what may be reached although it is not public
 */
export function placesBeside(listed: readonly string[], resolve: Resolve = resolveBySystem): FindPlaces {
  const { names, networks } = listedOf(listed)
  const permitted = (address: string, family: 4 | 6): boolean =>
    isPublicAddress(address) || networks.check(address, family === 4 ? 'ipv4' : 'ipv6')

  return async (host) => {
    // As a URL writes it: an IPv6 address in brackets, a name perhaps with the dot of the root.
    const bare = host.replace(/^\[|\]$/gu, '').replace(/\.$/u, '')
    const addresses = isIP(bare) === 0 ? await resolve(bare) : [bare]
    // One address that is not public among several is a trick, or a mistake that somebody should see.
    const places = addresses.map((address) => {
      const family = isIP(address) === 6 ? 6 : 4
      if (isIP(address) === 0 || !(names.has(bare) || permitted(address, family))) throw new DestinationRefused('address')
      return { address, family } as const
    })
    const [first, ...more] = places
    if (first === undefined) throw new DestinationRefused('address')
    return [first, ...more]
  }
}
