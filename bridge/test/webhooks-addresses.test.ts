import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressRule } from '../src/flows/webhooks/refused-addresses.ts'
import { Unreachable, resolveAddress } from '../src/flows/webhooks/resolve-address.ts'
import { aSystem, refused } from './support/registry.ts'

const rule = addressRule([])
const resolve = resolveAddress({ allow: [], nameServers: [] })
const outcome = async (url: string): Promise<string> =>
  resolve(url).then(
    ({ address }) => address,
    (error: unknown) => (error instanceof Unreachable ? error.reason : String(error)),
  )

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0x7f.1/',
  'https://127.0.0.1./',
  'https://①②⑦.0.0.1/',
  'https://127。0。0。1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.1.2.3/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://168.63.129.16/',
  'https://localhost/',
  'https://LOCALHOST/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::1]/',
  'https://[2001:0:7f00:1::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'http://93.184.216.34/',
  'ftp://93.184.216.34/',
  'file:///etc/passwd',
  'gopher://93.184.216.34/',
  'https://93.184.216.34:22/',
  'https://93.184.216.34:80/',
  'https://quelquun@93.184.216.34/',
  'https://quelquun:secret@93.184.216.34/',
  'https://93.184.216.34/#ancre',
  'pas une adresse',
  '',
])('nothing is sent to %s', async (url) => {
  expect(await outcome(url)).toBe('address-refused')
})

test.each([
  ['https://93.184.216.34/a?b=c', '93.184.216.34'],
  ['https://93.184.216.34:8443/', '93.184.216.34'],
  ['https://[2606:2800:220:1::1]/', '2606:2800:220:1::1'],
])('%s is public', async (url, address) => {
  expect(await outcome(url)).toBe(address)
})

test('a name that leads nowhere is told apart', async () => {
  expect(await outcome('https://nulle-part.invalid/')).toBe('unresolved')
  // As the machine's resolver has it: this one or that.
  expect(['unresolved', 'address-refused']).toContain(await outcome('https://localhost./'))
})

test('whatever IPv4 address is closed stays closed in every IPv6 coat and every spelling of the parser', async () => {
  const octet = fc.nat(255)
  const closed = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127, 224, 240, 255), octet, octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  )
  await fc.assert(
    fc.asyncProperty(closed, async ([a, b, c, d]) => {
      const number = ((a * 256 + b) * 256 + c) * 256 + d
      const hex = (high: number, low: number) => (high * 256 + low).toString(16)
      const words = `${hex(a, b)}:${hex(c, d)}`
      const hosts = [`${a}.${b}.${c}.${d}`, `${number}`, `0x${number.toString(16)}`, `0${number.toString(8)}`, `${a}.${b}.${c * 256 + d}`]
      const coats = [`::ffff:${words}`, `::${words}`, `64:ff9b::${words}`, `2002:${words}::`, `2001:0:${words}::`]
      for (const host of [...hosts, ...coats.map((coat) => `[${coat}]`)]) expect(await outcome(`https://${host}/`)).toBe('address-refused')
    }),
    { numRuns: 300 },
  )
})

test('what is allowed is that network and no other', () => {
  const some = addressRule(['127.0.0.1/32', 'fd00::/8', '10.2.0.0/16'])
  for (const address of ['127.0.0.1', '10.2.3.4', 'fd12::1']) expect(some(address), address).toBe('allowed')
  for (const address of ['127.0.0.2', '10.3.0.1', '::1', 'fe80::1', 'n’importe quoi']) expect(some(address), address).toBe('refused')
  expect(rule('93.184.216.34')).toBe('public')
})

test('a webhook to where nothing may be sent is refused at once, by its field, and so is what is malformed', async () => {
  const portal = await aSystem({ scopes: ['webhooks:write'] })
  const asked = (body: object) => portal.ask('POST', '/webhooks', { body: { name: 'essai', kinds: ['*'], ...body } })
  for (const url of ['https://127.0.0.1/', 'http://93.184.216.34/', 'https://localhost./', 'https://nulle-part.invalid/', 'javascript:1'])
    expect(refused(await asked({ url })), url).toMatchObject({ status: 422, code: 'WEBHOOK_ADDRESS_REFUSED', path: 'url' })
  const url = 'https://93.184.216.34/'
  expect(refused(await asked({ url, kinds: ['circle.exploded'] }))).toMatchObject({ status: 400, path: 'kinds[0]' })
  expect(refused(await asked({ url, kinds: [] }))).toMatchObject({ status: 400, path: 'kinds' })
  expect(refused(await portal.get('/webhooks')).code).toBe('SCOPE_MISSING')
  expect(refused(await portal.ask('POST', '/webhooks/aucun/test', { body: {} }))).toMatchObject({ status: 404, code: 'WEBHOOK_UNKNOWN' })
  expect(refused(await portal.ask('POST', '/webhooks/aucun/replay', { body: {} }))).toMatchObject({ status: 400 })
})
