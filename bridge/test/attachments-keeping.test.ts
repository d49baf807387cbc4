import { request } from 'node:http'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clamd, EICAR, startClamd } from './support/clamd.ts'
import { type Holder, aJournal, aPdf, aPng, holderOf, mediaId, refusal } from './support/files.ts'
import { peakMemory, streamDown, streamUp } from './support/large-files.ts'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Json, ask, eventually, some } from './support/rooms.ts'

// One installation for these tests: its limits are its own, and its times are short, so that what happens after a day or an hour
// can be waited for.
let own: OwnStack
let clamd: Clamd
let sender: Holder
beforeAll(async () => {
  clamd = await startClamd()
  // Times are short here, so that what happens after a day or an hour can be waited for.
  const env = {
    UPLOAD_LIMIT_MB: '120',
    CLAMAV_URL: `tcp://127.0.0.1:${clamd.port}`,
    LOOSE_FILE_HOURS: String(8 / 3_600),
    UPLOAD_MINUTES: '0.2',
    CONFIRM_SECONDS: '4',
  }
  own = await ownStack('files', { env })
  sender = await holderOf(own.stage, own.stack.baseUrl, await own.stage.newPerson())
}, 240_000)
afterAll(async () => {
  await own.end()
  await clamd.stop()
})

test('the limit is the one that is configured, told to clients and kept at once', async () => {
  for (const path of ['/_matrix/media/v3/config', '/_matrix/client/v1/media/config'])
    expect((await sender.fetch('GET', path)).json).toEqual({ 'm.upload.size': 120 * 1_048_576 })
  const refused = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const headers = { authorization: `Bearer ${sender.token}`, 'content-length': 121 * 1_048_576 }
    const asked = request(`${own.stack.baseUrl}/_matrix/media/v3/upload`, { method: 'POST', headers }, (answer) => {
      let text = ''
      answer.on('data', (piece: Buffer) => (text += piece.toString()))
      answer.once('end', () => {
        resolve([answer.statusCode, text])
        asked.destroy()
      })
    })
    asked.once('error', reject)
    // Not one byte of it is waited for.
    asked.flushHeaders()
  })
  expect([refused[0], JSON.parse(refused[1])]).toMatchObject([413, { errcode: 'M_TOO_LARGE', 'fr.sphere.refusal': 'FILE_TOO_LARGE' }])
})

test('100 MB go in and out without the gateway growing with them', async () => {
  const journal = await aJournal(own.stage, own.stack.baseUrl, 1)
  const [nadia2] = journal.members as [Holder]
  const size = 100 * 1_048_576
  // What a process of its kind needs to do this at all is not what is asked.
  await streamDown(own.stack.baseUrl, nadia2.token, await streamUp(own.stack.baseUrl, nadia2.token, 20 * 1_048_576))
  const before = peakMemory(own)
  const address = await streamUp(own.stack.baseUrl, nadia2.token, size)
  await nadia2.attach(journal.room, address)
  expect(await streamDown(own.stack.baseUrl, nadia2.token, address)).toBe(size)
  const grown = peakMemory(own) - before
  process.stdout.write(`the gateway grew by ${Math.round(grown / 1_024)} MB\n`)
  expect(grown).toBeLessThan(60 * 1_024)
  expect(clamd.scanned()).toBeGreaterThanOrEqual(size)
}, 180_000)

test('an infected file is refused, and the homeserver never had it; a clean one is marked so', async () => {
  const infected = await sender.tryUpload(Buffer.concat([aPdf(300_000), Buffer.from(EICAR), aPdf(300_000)]), 'application/pdf')
  expect(refusal(infected)).toEqual([403, 'FILE_INFECTED'])
  expect(infected.json['error']).toContain('antivirus')
  const clean = await sender.upload(aPdf(), 'application/pdf')
  const { body } = await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(sender.userId)}/media`)
  expect((body['media'] as { media_id: string }[]).map((one) => one.media_id)).toEqual([mediaId(clean)])
  expect(await rows('select verdict from media where media_id = $1', mediaId(clean))).toEqual([{ verdict: 'clean' }])
  expect(await healthOf('scanner')).toMatchObject({ status: 'ok' })
})

test('a scanner that does not answer keeps every file out, for a while', async () => {
  await clamd.stop()
  const answer = await sender.tryUpload(aPng())
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await healthOf('scanner')).toMatchObject({ status: 'down' })
  clamd = await startClamd(clamd.port)
  expect((await sender.tryUpload(aPng())).status).toBe(200)
  // One that gives up in the middle, too.
  clamd.fail = true
  expect((await sender.tryUpload(aPdf(400_000))).status).toBe(503)
  clamd.fail = false
  expect(await rows('select from upload_under_way')).toEqual([])
})

test('what nobody attaches goes away; what is attached or shown stays', async () => {
  const journal = await aJournal(own.stage, own.stack.baseUrl, 1)
  const [nadia2] = journal.members as [Holder]
  const [loose, kept, shown] = [await nadia2.upload(aPng()), await nadia2.upload(aPng()), await nadia2.upload(aPng())]
  await nadia2.attach(journal.room, kept)
  await nadia2.fetch('PUT', `/_matrix/client/v3/profile/${encodeURIComponent(nadia2.userId)}/avatar_url`, {
    body: JSON.stringify({ avatar_url: shown }),
  })
  await eventually(async () => expect((await nadia2.download(loose)).status).toBe(404))
  await eventually(async () => {
    const { body } = await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(nadia2.userId)}/media`)
    expect((body['media'] as { media_id: string }[]).map((one) => one.media_id).toSorted()).toEqual(
      [mediaId(kept), mediaId(shown)].toSorted(),
    )
  })
  for (const address of [kept, shown]) expect((await nadia2.download(address)).status).toBe(200)
}, 90_000)

test('an upload that its sender breaks off leaves nothing', async () => {
  const marc = await holderOf(own.stage, own.stack.baseUrl, await own.stage.newPerson())
  await new Promise<void>((resolve) => {
    const headers = { authorization: `Bearer ${marc.token}`, 'content-length': 5_000_000 }
    const asked = request(`${own.stack.baseUrl}/_matrix/media/v3/upload`, { method: 'POST', headers })
    asked.once('error', () => resolve())
    asked.write(aPdf(2_000_000), () => setTimeout(() => asked.destroy(new Error('gone')), 300))
  })
  await eventually(async () => expect(await rows('select from upload_under_way where uploader = $1', marc.localpart)).toEqual([]))
  expect(await rows('select from media where uploader = $1', marc.localpart)).toEqual([])
  const { body } = await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(marc.userId)}/media`)
  expect(body['total']).toBe(0)
})

test('a file that the homeserver stored as the gateway died is found and deleted', async () => {
  const marc = await holderOf(own.stage, own.stack.baseUrl, await own.stage.newPerson())
  // The moment cannot be met: what it leaves behind is made by hand, a file in the homeserver and an upload without an end.
  await rows('insert into upload_under_way (uploader, started_at) values ($1, now())', marc.localpart)
  const stray = await fetch(`${own.stack.synapseUrl}/_matrix/media/v3/upload`, {
    method: 'POST',
    body: new Uint8Array(aPng()),
    headers: { authorization: `Bearer ${marc.token}`, 'content-type': 'image/png' },
  })
  expect(stray.status).toBe(200)
  const kept = await marc.upload(aPng())
  const journal = await aJournal(own.stage, own.stack.baseUrl, 1)
  await own.stage.addMember(journal.circle.id, marc.id)
  await own.stage.settled(journal.circle.id)
  await marc.attach(journal.room, kept)
  await eventually(async () => {
    const { body } = await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(marc.userId)}/media`)
    expect((body['media'] as { media_id: string }[]).map((one) => one.media_id)).toEqual([mediaId(kept)])
  })
  expect(await rows('select from upload_under_way where uploader = $1', marc.localpart)).toEqual([])
}, 90_000)

const NOTHING = {
  state_key: null,
  content: null,
  msgtype: null,
  rel_type: null,
  edits: false,
  vanishes: false,
  size: 200,
  redaction: null,
  former_membership: null,
}
test('a decision that never became an event frees its file; one that did is confirmed', async () => {
  const journal = await aJournal(own.stage, own.stack.baseUrl, 2)
  const [nadia2, marc] = journal.members as [Holder, Holder]
  const [never, real] = [await nadia2.upload(aPng()), await nadia2.upload(aPng())]
  const event = await nadia2.attach(journal.room, real)
  // The homeserver's own questions, whose events then do not come to be; each twice, as when an answer got lost.
  const asked = async (event: Json) => {
    const question = {
      room_id: journal.room,
      marker: null,
      event: { ...NOTHING, event_id: `$${some('jamais')}`, sender: nadia2.userId, ...event },
    }
    for (let time = 0; time < 2; time++)
      expect((await ask(`${own.stack.policyUrl}/policy/event`, 'POST', own.stack.secrets.policySecret, question)).body).toEqual({
        allowed: true,
      })
  }
  await asked({ type: 'm.room.message', msgtype: 'm.image', media: [never] })
  const shown = await nadia2.upload(aPng())
  const content = { membership: 'join', avatar_url: shown }
  await asked({ type: 'm.room.member', state_key: nadia2.userId, content, former_membership: 'join', media: [shown] })
  expect((await marc.download(never)).status).toBe(200)
  await eventually(async () => expect((await marc.download(never)).status).toBe(404))
  await eventually(async () =>
    expect(await rows('select confirmed from attachment where event_id = $1', event)).toEqual([{ confirmed: true }]),
  )
  expect((await marc.download(real)).status).toBe(200)
}, 90_000)

async function rows(sql: string, ...values: unknown[]): Promise<unknown[]> {
  const database = new Client(own.stack.databaseUrl)
  await database.connect()
  try {
    return (await database.query(sql, values)).rows as unknown[]
  } finally {
    await database.end()
  }
}
const healthOf = async (name: string) => ((await own.stage.health()).body['parts'] as { part: string }[]).find(({ part }) => part === name)
