import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Holder, aJournal, aPdf, aPng, gone, mediaId, readHaltingly, storedStatus } from './support/files.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { eventually, roomPath, some } from './support/rooms.ts'

let own: OwnStack
let folder: string
beforeAll(async () => {
  // Not where the homeserver keeps its files: a file is found there when a test puts it there.
  folder = mkdtempSync(join(tmpdir(), 'care-circle-media-'))
  own = await ownStack('files-crash', { env: { UPLOAD_MINUTES: '0.1', MEDIA_STORE_PATH: folder } })
}, 240_000)
afterAll(async () => {
  await own.end()
  rmSync(folder, { recursive: true, force: true })
})

const deletes = (who: Holder, room: string, event: string) =>
  who.fetch('PUT', roomPath(room, 'redact', event, some('txn')), { body: '{}', headers: { 'content-type': 'application/json' } })

async function rows(sql: string, ...values: unknown[]): Promise<unknown[]> {
  const database = new Client(own.stack.databaseUrl)
  await database.connect()
  try {
    return (await database.query(sql, values)).rows as unknown[]
  } finally {
    await database.end()
  }
}

test('the bridge is killed between a deletion and that of its file: the file goes, and the deletion is recorded once', async () => {
  const { room, circle, members } = await aJournal(own.stage, own.stack.baseUrl, 2)
  const [nadia, marc] = members as [Holder, Holder]
  const { api, policy } = own.stack.processes
  const kept = await nadia.upload(aPng())
  await nadia.attach(room, kept)
  const deleted: string[] = []
  // Before the work hears of it, while it asks the homeserver, while it deletes.
  for (const delay of [0, 250, 450, 800]) {
    const address = await nadia.upload(aPng())
    const event = await nadia.attach(room, address)
    expect((await deletes(nadia, room, event)).status).toBe(200)
    deleted.push(event)
    await pause(delay)
    await Promise.all([killAndRestart(api), delay === 0 ? killAndRestart(policy) : undefined])
    for (const who of [nadia, marc]) await eventually(async () => expect((await who.download(address)).status).toBe(404))
    await gone(own.stage, own.stack.synapseUrl, own.stack.secrets.asToken, address)
  }
  await eventually(async () => {
    const events = (await own.stage.eventsOf(`circleId=${circle.id}`)).filter(({ type }) => type === 'message.deleted')
    expect(events.map(({ after }) => (after as { matrixEvent: string }).matrixEvent)).toEqual(deleted)
  })
  await eventually(async () => expect(await rows('select media_id from media where deleting_since is not null')).toEqual([]))
  expect(await storedStatus(own.stage, own.stack.synapseUrl, own.stack.secrets.asToken, kept)).toEqual([200, 200])
}, 240_000)

test('a file that the homeserver has already lost is forgotten all the same', async () => {
  const { room, members } = await aJournal(own.stage, own.stack.baseUrl, 1)
  const [nadia] = members as [Holder]
  const address = await nadia.upload(aPng())
  const event = await nadia.attach(room, address)
  const { status } = await own.stage.admin('DELETE', `/_synapse/admin/v1/media/${address.slice('mxc://'.length)}`)
  expect(status).toBe(200)
  expect((await deletes(nadia, room, event)).status).toBe(200)
  await eventually(async () => expect(await rows('select from media where media_id = $1', address.split('/').at(-1))).toEqual([]))
}, 120_000)

test('the gateway is killed while a file comes in: nothing is left of it', async () => {
  const { members } = await aJournal(own.stage, own.stack.baseUrl, 1)
  const [nadia] = members as [Holder]
  const headers = { authorization: `Bearer ${nadia.token}`, 'content-length': 5_000_000 }
  const asked = request(`${own.stack.baseUrl}/_matrix/media/v3/upload`, { method: 'POST', headers })
  const broken = new Promise<void>((resolve) => asked.once('error', () => resolve()))
  asked.write(aPdf(2_000_000))
  await eventually(async () => expect(await rows('select from upload_under_way where uploader = $1', nadia.localpart)).toHaveLength(1))
  await killAndRestart(own.stack.processes['gateway'])
  await broken
  await eventually(async () => expect(await rows('select from upload_under_way where uploader = $1', nadia.localpart)).toEqual([]))
  const { body } = await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(nadia.userId)}/media`)
  expect(body['total']).toBe(0)
  expect((await nadia.tryUpload(aPng())).status).toBe(200)
}, 120_000)

/** As the homeserver lays its folder out. */
function putInFolder(address: string, bytes: Uint8Array): void {
  const id = mediaId(address)
  const place = join(folder, 'local_content', id.slice(0, 2), id.slice(2, 4))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, id.slice(4)), bytes)
}

test('bytes come from the folder that was named when it holds the file, else from the homeserver; who may read is asked alike', async () => {
  const { room, members } = await aJournal(own.stage, own.stack.baseUrl, 2)
  const [nadia, marc] = members as [Holder, Holder]
  const elsewhere = (await aJournal(own.stage, own.stack.baseUrl, 1)).members as [Holder]
  const bytes = Buffer.concat([aPdf(100), randomBytes(6_000_000)])
  const address = await nadia.upload(bytes, 'application/pdf', 'bilan.pdf')
  await nadia.attach(room, address)
  const expectGiven = async (wanted: Buffer) => {
    const whole = await marc.download(address)
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(whole.headers.get('content-disposition')).toContain('bilan.pdf')
    expect(whole.bytes.equals(wanted)).toBe(true)
    expect((await readHaltingly(own.stack.baseUrl, marc, address)).equals(wanted)).toBe(true)
    const part = await marc.download(address, { range: 'bytes=300000-3999999' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 300000-3999999/${bytes.length}`])
    expect(part.bytes.equals(wanted.subarray(300_000, 4_000_000))).toBe(true)
    expect((await marc.fetch('HEAD', `/_matrix/client/v1/media/download/${address.slice('mxc://'.length)}`)).status).toBe(200)
    expect((await elsewhere[0].download(address)).status).toBe(404)
  }
  await expectGiven(bytes)
  putInFolder(address, randomBytes(bytes.length - 1))
  await expectGiven(bytes)
  const same = randomBytes(bytes.length)
  putInFolder(address, same)
  await expectGiven(same)
}, 120_000)

test('readers who go away in the middle leave the gateway as it was', async () => {
  const { room, members } = await aJournal(own.stage, own.stack.baseUrl, 1)
  const [nadia] = members as [Holder]
  const bytes = Buffer.concat([aPdf(100), randomBytes(8_000_000)])
  const address = await nadia.upload(bytes, 'application/pdf')
  await nadia.attach(room, address)
  putInFolder(address, bytes)
  const pid = own.stack.processes['gateway']?.pid()
  const url = `${own.stack.baseUrl}/_matrix/client/v1/media/download/${address.slice('mxc://'.length)}`
  const readUpTo = (most: number) =>
    new Promise<void>((resolve) => {
      const asked = request(url, { headers: { authorization: `Bearer ${nadia.token}` } }, (answer) => {
        let size = 0
        answer.on('data', (piece: Buffer) => {
          size += piece.length
          if (size > most) asked.destroy()
        })
      })
      asked.once('close', resolve).on('error', () => undefined)
      asked.end()
    })
  for (let round = 0; round < 40; round++) await Promise.all([0, 1, 2].map((one) => readUpTo(round * 150_000 + one * 40_000)))
  expect((await nadia.download(address)).bytes.equals(bytes)).toBe(true)
  expect(own.stack.processes['gateway']?.pid()).toBe(pid)
}, 120_000)
