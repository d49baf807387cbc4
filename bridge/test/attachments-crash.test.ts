import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Holder, aJournal, aPdf, aPng, gone, storedStatus } from './support/files.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { eventually, roomPath, some } from './support/rooms.ts'

let own: OwnStack
beforeAll(async () => {
  own = await ownStack('files-crash', { env: { UPLOAD_MINUTES: '0.1' } })
}, 240_000)
afterAll(() => own.end())

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
