import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Addresses and networks (`10.0.0.0/8`) that may say for whom they ask; this machine always may. Throws on what is neither. */
export function trustedProxies(list: readonly string[]): BlockList {
  const trusted = new BlockList()
  trusted.addSubnet('127.0.0.0', 8)
  trusted.addAddress('::1', 'ipv6')
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  return trusted
}

/**
 * Synapse counts tries per address and believes the first entry of X-Forwarded-For, which anybody may write: it is told one
 * address only, the nearest that is none of our own proxies.
 */
export function tellWhoAsks({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>, trusted: BlockList): void {
  const isOurs = (address: string) => isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const peer = plain(socket.remoteAddress ?? '')
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',')
  const chain = [...said.split(',').map((entry) => plain(entry.trim())), peer].filter((address) => isIP(address) !== 0)
  const client = chain.findLast((address) => !isOurs(address)) ?? chain[0] ?? peer
  const [proto, host] = isOurs(peer) ? [headers['x-forwarded-proto'], headers['x-forwarded-host']] : []
  for (const name of FORWARDED) delete headers[name]
  headers['x-forwarded-for'] = client
  if (proto === 'https' || proto === 'http') headers['x-forwarded-proto'] = proto
  if (host !== undefined) headers['x-forwarded-host'] = host
}

const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded', 'x-real-ip']
const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address)
