import { lookup } from 'node:dns/promises'
import { Resolver } from 'node:dns/promises'
import { isIP, isIPv6 } from 'node:net'
import type { Cause } from '../../core/webhook.ts'
import { type AddressRule, addressRule } from './refused-addresses.ts'

/** Why nothing is sent there. */
export class Unreachable extends Error {
  readonly reason: Cause
  constructor(reason: Cause) {
    super(reason)
    this.reason = reason
  }
}
export interface Place {
  readonly url: URL
  /** Checked: the connection is made to this one, and the name is not asked for again. */
  readonly address: string
  readonly family: 4 | 6
}
/** Where an address leads now. Throws Unreachable. */
export type ResolveAddress = (text: string) => Promise<Place>

export interface ResolveSettings {
  /** Addresses and networks that are not public and may be told all the same. */
  readonly allow: readonly string[]
  /** Name servers to ask; those of the machine, and its hosts file, when there is none. */
  readonly nameServers: readonly string[]
}

export function resolveAddress({ allow, nameServers }: ResolveSettings): ResolveAddress {
  const rule = addressRule(allow)
  const find = nameServers.length === 0 ? bySystem : byNameServers(nameServers)
  return async (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url === undefined || !['https:', 'http:'].includes(url.protocol)) throw new Unreachable('address-refused')
    if (url.username !== '' || url.password !== '' || url.hash !== '') throw new Unreachable('address-refused')
    // The parser has already made one spelling of decimal, octal, hexadecimal and shortened addresses.
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const addresses = isIP(host) === 0 ? await find(host) : [host]
    const [first] = addresses
    if (first === undefined) throw new Unreachable('unresolved')
    // One bad address among good ones is somebody trying.
    if (!addresses.every((address) => isOpen(rule, address, url))) throw new Unreachable('address-refused')
    return { url, address: first, family: isIPv6(first) ? 6 : 4 }
  }
}

function isOpen(rule: AddressRule, address: string, { protocol, port }: URL): boolean {
  const found = rule(address)
  return found === 'allowed' || (found === 'public' && protocol === 'https:' && (port === '' || Number(port) >= 1_024))
}

const bySystem = async (host: string): Promise<string[]> =>
  lookup(host, { all: true, order: 'ipv4first' }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  )

function byNameServers(nameServers: readonly string[]): (host: string) => Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers(nameServers)
  return async (host) => {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  }
}
