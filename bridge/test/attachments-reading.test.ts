import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { expect, inject, test } from 'vitest'
import { type Holder, aJournal, aPdf, aPng, handsOf, pathOf, readHaltingly } from './support/files.ts'
import { doorsOf, some } from './support/rooms.ts'

const stack = inject('stack')
const stage = doorsOf(stack)
const journal = (count?: number) => aJournal(stage, stack.baseUrl, count)

const both = async (who: Holder, address: string): Promise<number[]> => [
  (await who.download(address)).status,
  (await who.thumbnail(address)).status,
]

test('the members of the room read a file and its thumbnail; nobody else knows that it exists', async () => {
  const { circle, room, members } = await journal(3)
  const [nadia, marc, paul] = members as [Holder, Holder, Holder]
  const elsewhere = await journal(1)
  const [stranger] = elsewhere.members as [Holder]
  const picture = aPng()
  const address = await nadia.upload(picture, 'image/png', 'plaie.png')

  // Not sent yet: hers alone.
  expect(await both(nadia, address)).toEqual([200, 200])
  for (const other of [marc, stranger]) expect(await both(other, address)).toEqual([404, 404])

  await nadia.attach(room, address)
  for (const member of members) expect(await both(member, address)).toEqual([200, 200])
  expect((await marc.download(address)).bytes).toEqual(picture)
  const refused = await stranger.download(address)
  expect([refused.status, refused.json['errcode']]).toEqual([404, 'M_NOT_FOUND'])
  // The same as for a file that never was.
  const never = await stranger.download(`mxc://${stage.serverName}/${'x'.repeat(24)}`)
  expect([never.status, never.json]).toEqual([refused.status, refused.json])

  // Who leaves reads no more, from the commit on; the uploader too. Who comes reads.
  await stage.endMember(circle.id, nadia.id)
  expect(await both(nadia, address)).toEqual([404, 404])
  await stage.addMember(circle.id, stranger.id)
  expect(await both(stranger, address)).toEqual([200, 200])
  await stage.addMember(circle.id, nadia.id)
  expect(await both(nadia, address)).toEqual([200, 200])

  const { givenName, familyName, profession } = marc
  await stage.told('PUT', `/people/${marc.id}`, { givenName, familyName, profession, status: 'suspended' })
  for (const status of await both(marc, address)) expect([401, 404]).toContain(status)
  await stage.told('DELETE', `/people/${paul.id}`)
  for (const status of await both(paul, address)) expect([401, 404]).toContain(status)
}, 150_000)

test('no other address gives a file: older ones, other servers, no session, other spellings', async () => {
  const { room, members } = await journal(1)
  const [nadia] = members as [Holder]
  const address = await nadia.upload(aPng())
  await nadia.attach(room, address)
  const file = pathOf(address)
  const id = file.split('/')[1] ?? ''
  for (const path of [
    `/_matrix/media/v3/download/${file}`,
    `/_matrix/media/r0/download/${file}`,
    `/_matrix/media/v1/download/${file}`,
    `/_matrix/media/v3/download/${file}/plaie.png`,
    `/_matrix/media/v3/thumbnail/${file}?width=32&height=32`,
    `/_matrix/media/r0/thumbnail/${file}?width=32&height=32`,
    `/_matrix/client/v3/media/download/${file}`,
    `/_matrix/client/v1/media/download/${file}/`,
    `/_matrix/client/v1/media/download/matrix.org/${id}`,
    `/_matrix/client/v1/media/download/${stage.serverName.toUpperCase()}/${id}`,
    `/_matrix/client/v1/media/download/${stage.serverName}/..%2f${id}`,
    `/_matrix/client/unstable/org.matrix.msc3916/media/download/${file}`,
    `/_matrix/federation/v1/media/download/${id}`,
  ])
    expect((await nadia.fetch('GET', path)).status, path).toBe(404)
  for (const token of ['', some('jeton')]) {
    const who = handsOf(stack.baseUrl, nadia, token)
    expect((await who.download(address)).status).toBe(401)
    expect((await who.tryUpload(aPng())).status).toBe(401)
  }
  expect((await nadia.fetch('GET', `/_matrix/client/v1/media/download/${file}/nom.png`)).status).toBe(200)
  expect((await nadia.fetch('HEAD', `/_matrix/client/v1/media/download/${file}`)).status).toBe(200)
  // No client of today needs to reserve an address before it sends; clients understand this answer.
  for (const [method, path] of [
    ['POST', '/_matrix/media/v1/create'],
    ['PUT', `/_matrix/media/v3/upload/${file}`],
  ] as const) {
    const { status, json } = await nadia.fetch(method, path, { body: '{}' })
    expect([status, json['errcode']]).toEqual([404, 'M_UNRECOGNIZED'])
  }
})

test('nothing is kept by caches, and the file is called what it is', async () => {
  const { room, members } = await journal(1)
  const [nadia] = members as [Holder]
  const address = await nadia.upload(aPdf(), 'text/html', 'été.pdf')
  await nadia.attach(room, address)
  for (const headers of [{}, { 'if-none-match': '1' }, { 'if-none-match': '*' }]) {
    const answer = await nadia.download(address, headers)
    expect(answer.status).toBe(200)
    expect(
      Object.fromEntries(
        ['cache-control', 'etag', 'last-modified', 'x-content-type-options', 'content-type'].map((name) => [
          name,
          answer.headers.get(name),
        ]),
      ),
    ).toEqual({
      'cache-control': 'private, no-store',
      etag: null,
      'last-modified': null,
      'x-content-type-options': 'nosniff',
      'content-type': 'application/pdf',
    })
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('content-disposition')).toContain('%C3%A9t%C3%A9.pdf')
  }
})

test.each([
  ['bytes=0-9', 206, [0, 10]],
  ['bytes=100-199', 206, [100, 200]],
  ['bytes=1900-', 206, [1900, 2000]],
  ['bytes=-50', 206, [1950, 2000]],
  ['bytes=-5000', 206, [0, 2000]],
  ['bytes=1990-99999', 206, [1990, 2000]],
  ['bytes=2000-', 416, undefined],
  ['bytes=-0', 416, undefined],
  ['bytes=9-3', 200, [0, 2000]],
  ['bytes=0-1,5-6', 200, [0, 2000]],
  ['lines=0-1', 200, [0, 2000]],
] as const)('a part of a file: %s is answered %i', async (range, status, slice) => {
  const { nadia, address, bytes } = await aLongFile()
  const answer = await nadia.download(address, { range })
  expect(answer.status).toBe(status)
  if (slice === undefined) return expect(answer.headers.get('content-range')).toBe('bytes */2000')
  expect(answer.bytes).toEqual(bytes.subarray(...slice))
  expect(answer.headers.get('accept-ranges')).toBe('bytes')
  if (status === 206) expect(answer.headers.get('content-range')).toBe(`bytes ${slice[0]}-${slice[1] - 1}/2000`)
  return undefined
})
let longFile: Promise<{ nadia: Holder; address: string; bytes: Buffer }> | undefined
const aLongFile = () =>
  (longFile ??= (async () => {
    const { room, members } = await journal(1)
    const [nadia] = members as [Holder]
    const pdf = aPdf(2_000)
    const bytes = Buffer.concat([pdf, Buffer.alloc(2_000 - pdf.length, '\n')])
    const address = await nadia.upload(bytes, 'application/pdf')
    await nadia.attach(room, address)
    return { nadia, address, bytes }
  })())

test('with a condition, all of it is given: nothing here is cached', async () => {
  const { nadia, address } = await aLongFile()
  expect((await nadia.download(address, { range: 'bytes=0-9', 'if-range': '"1"' })).status).toBe(200)
})

test('a download under way is cut when its reader loses an access', async () => {
  const { circle, room, members } = await journal(2)
  const [nadia, marc] = members as [Holder, Holder]
  const address = await nadia.upload(aPdf(20_000_000), 'application/pdf')
  await nadia.attach(room, address)
  const url = new URL(`/_matrix/client/v1/media/download/${pathOf(address)}`, stack.baseUrl)
  const outcome = await new Promise<string>((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${marc.token}` } }, (answer) => {
      // Reads a little, and then nothing until the access has ended.
      answer.once('data', () => {
        answer.pause()
        stage.endMember(circle.id, marc.id).then(() => setTimeout(() => answer.resume(), 500), reject)
      })
      answer.once('end', () => resolve('complete'))
      answer.once('close', () => resolve(answer.complete ? 'complete' : 'cut'))
      answer.once('error', () => resolve('cut'))
    })
    asked.once('error', reject).end()
  })
  expect(outcome).toBe('cut')
  expect((await marc.download(address)).status).toBe(404)
  expect((await nadia.download(address, { range: 'bytes=0-3' })).status).toBe(206)
})

test('several readers of large files, steady and halting ones, each get their own bytes', async () => {
  const { room, members } = await journal(2)
  const [nadia, marc] = members as [Holder, Holder]
  const files = await Promise.all(
    members.map(async (member) => {
      // Noise: a byte from elsewhere, or from another place of the file, is not the right one.
      const bytes = Buffer.concat([aPdf(100), randomBytes(20_000_000)])
      const address = await member.upload(bytes, 'application/pdf')
      await member.attach(room, address)
      return { address, bytes }
    }),
  )
  const readings = files.flatMap(({ address, bytes }) => [
    marc.download(address).then((given) => given.bytes.equals(bytes)),
    readHaltingly(stack.baseUrl, nadia, address).then((given) => given.equals(bytes)),
    marc.download(address, { range: 'bytes=2000000-9999999' }).then((given) => given.bytes.equals(bytes.subarray(2_000_000, 10_000_000))),
  ])
  expect(await Promise.all(readings)).toEqual(readings.map(() => true))
}, 60_000)
