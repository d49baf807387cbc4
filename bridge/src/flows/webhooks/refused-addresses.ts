import { BlockList, isIP, isIPv4 } from 'node:net'

/** Where no webhook goes: this machine and every network that is not the public one (IANA special-purpose registries). */
const CLOSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure's own, public by its number alone.
  '168.63.129.16/32',
]
/** Of IPv6 the public part alone is open, which leaves out ::1, mapped addresses, NAT64, fc00::, fe80:: and ff00::. */
const OPEN_V6 = ['2000::/3']
/** Special, documentation, 6to4 and Teredo: those that hold an IPv4 address lead to places which are not seen from here. */
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  }
  return list
}
const closedV4 = listOf(CLOSED_V4)
const openV6 = listOf(OPEN_V6)
const closedV6 = listOf(CLOSED_V6)

export type AddressRule = (address: string) => 'public' | 'allowed' | 'refused'

/** What may be spoken to: public addresses, and those that the operator allows (WEBHOOKS_ALLOW), of which alone plain http is asked. */
export function addressRule(allowed: readonly string[]): AddressRule {
  const list = listOf(allowed)
  return (address) => {
    if (isIP(address) === 0) return 'refused'
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (list.check(address, family)) return 'allowed'
    const open = family === 'ipv4' ? !closedV4.check(address, 'ipv4') : openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6')
    return open ? 'public' : 'refused'
  }
}
