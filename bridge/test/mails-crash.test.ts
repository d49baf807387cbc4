import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mail } from '../src/contract.ts'
import { aPdf } from './support/files.ts'
import { type Writer, mailsOf, receiptPath } from './support/mails.ts'
import { loseIndex, makeIndexAnew } from './support/mail-index.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { eventually, sendPath, some, text } from './support/rooms.ts'

let own: OwnStack
let verbs: ReturnType<typeof mailsOf>
let bridgeDb: Client
let synapseDb: Client
beforeAll(async () => {
  const env = { COMPARE_EVERY_MINUTES: '0.1', MAIL_REMIND_HOURS: '0.0008', MAIL_TELL_SENDER_HOURS: '0.002' }
  own = await ownStack('mails-crash', { roles: ['gateway,policy,api', 'work'], env })
  verbs = mailsOf(own.stage, own.stack.baseUrl)
  bridgeDb = new Client({ connectionString: own.stack.databaseUrl })
  synapseDb = new Client({ connectionString: own.stack.synapseDatabaseUrl })
  for (const database of [bridgeDb, synapseDb]) await database.connect()
})
afterAll(async () => {
  for (const database of [bridgeDb, synapseDb]) await database.end().catch(() => undefined)
  await own.end()
})

const work = () => own.stack.processes['work']
const synapse = () => own.stack.processes['synapse']
const one = async (database: Client, query: string, values: unknown[]): Promise<Record<string, unknown> | undefined> =>
  (await database.query<Record<string, unknown>>(query, values)).rows[0]
/** Looks without a pause: the moments to die in are short. */
async function until(look: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 20_000; looks++) if (await look()) return
  throw new Error('the moment never came')
}
/** How many events of this mail Synapse holds. */
const saidOf = async (mail: string): Promise<number> =>
  Number((await one(synapseDb, 'select count(*) from event_json where json like $1', [`%"id":"${mail}"%`]))?.['count'])
const sendingOf = (mail: string) => one(bridgeDb, 'select content, began_at from mail_sending where mail = $1', [mail])

/** The moments in which the work dies. */
const MOMENTS: Record<string, (mail: string) => Promise<boolean>> = {
  'as soon as the mail is written down': () => Promise.resolve(true),
  'when it is about to be said': async (mail) => (await sendingOf(mail))?.['began_at'] !== null,
  'when its text is said, and not all of its files': async (mail) => (await saidOf(mail)) > 0,
  'when it was said, and that is perhaps not written down': async (mail) => (await saidOf(mail)) === 4,
}
test.each(Object.entries(MOMENTS))(
  'kill -9 of the work %s: said once, all of it, in order, and read once',
  async (_moment, hasCome) => {
    const [nadia, paul] = await verbs.two()
    const first = await nadia.sends([paul], { subject: 'La conversation est là' })
    const addresses = await Promise.all([1, 2, 3].map(() => nadia.holder.upload(aPdf(), 'application/pdf')))
    const files = addresses.map((address, index) => ({ address, name: `${index}.pdf` }))
    const { body } = await nadia.asks([paul], { subject: 'Une fois', files, notifyOnRead: true })
    await until(() => hasCome(body.id))
    await killAndRestart(work())

    const sent = await eventually(async () => {
      const mail = await nadia.one(body.id)
      expect(mail).toMatchObject({ state: 'sent', files: [{ name: '0.pdf' }, { name: '1.pdf' }, { name: '2.pdf' }] })
      return mail
    })
    const said = (await verbs.saidIn(paul, first.roomId)).slice(1)
    expect(said.map(({ content }) => content['filename'] ?? content['msgtype'])).toEqual(['m.text', '0.pdf', '1.pdf', '2.pdf'])
    expect(await saidOf(body.id)).toBe(4)
    expect((await sendingOf(body.id))?.['content']).toBeNull()
    // And its confirmation, though the work dies again.
    await paul.matrix('POST', receiptPath(String(sent.roomId), String(said.at(-1)?.event_id)), {})
    await killAndRestart(work())
    await eventually(async () => expect(await nadia.told()).toHaveLength(1))
    await eventually(async () => expect(await nadia.one(body.id)).toMatchObject({ readBy: 1 }))
  },
  120_000,
)

test('Synapse dies with what it remembers while a mail is being said, and the work too: still once', async () => {
  const [nadia, paul] = await verbs.two()
  const first = await nadia.sends([paul])
  const { body } = await nadia.asks([paul], { subject: 'Une fois' })
  await until(async () => (await saidOf(body.id)) > 0)
  // The answer is lost, as if the connection had been cut before it came.
  await killAndRestart(work())
  await bridgeDb.query(`update mail_sending set content = coalesce(content, $2), began_at = coalesce(began_at, now()) where mail = $1`, [
    body.id,
    JSON.stringify({ subject: 'Une fois', text: 'Bonjour', importance: 'normal', notifyOnRead: false, replyTo: null, files: [] }),
  ])
  await killAndRestart(synapse())
  await bridgeDb.query(`select graphile_worker.add_job('send-mail', json_build_object('mail', $1::text), job_key := 'mail:' || $1)`, [
    body.id,
  ])
  await eventually(async () => expect((await sendingOf(body.id))?.['content']).toBeNull(), 90_000)
  expect(await saidOf(body.id)).toBe(1)
  expect(await verbs.saidIn(paul, first.roomId)).toHaveLength(2)
}, 180_000)

test('Synapse is away: the mail waits, visibly, is sent once it is back, and what it says is kept no longer', async () => {
  const [nadia, paul] = await verbs.two()
  const stopped = synapse()
  await stopped?.stop()
  const asked = await own.stage.registry<Mail>('POST', `/people/${nadia.id}/mails`, {
    key: some('cle'),
    to: [paul.id],
    subject: 'En attente',
    text: 'Texte à garder secret',
  })
  expect(asked).toMatchObject({ status: 201, body: { state: 'waiting', folder: 'sent', eventId: null, subject: 'En attente' } })
  const list = await own.stage.registry<{ items: Mail[] }>('GET', `/people/${nadia.id}/mails?folder=sent`)
  expect(list.body.items).toMatchObject([{ id: asked.body.id, state: 'waiting', to: [{ id: paul.id }] }])
  expect(JSON.stringify((await sendingOf(asked.body.id))?.['content'])).toContain('secret')
  await stopped?.start()
  await eventually(async () => expect(await nadia.one(asked.body.id)).toMatchObject({ state: 'sent' }), 90_000)
  expect(await sendingOf(asked.body.id)).toMatchObject({ content: null })
  await eventually(async () => expect((await paul.list()).map(({ id }) => id)).toEqual([asked.body.id]))
  expect(await saidOf(asked.body.id)).toBe(1)
}, 180_000)

test('who was asked to be written to is suspended before it is said: it failed, in words, and nothing was said', async () => {
  const [nadia, paul] = await verbs.two()
  const part = work()
  const killed = part?.pid()
  part?.kill('SIGKILL')
  await eventually(() => expect(part?.pid()).not.toBe(killed))
  const { status, body } = await nadia.asks([paul])
  expect(status).toBe(201)
  const { givenName, familyName, profession } = paul
  await own.stage.told('PUT', `/people/${paul.id}`, { givenName, familyName, profession, status: 'suspended' })
  await part?.start()
  await eventually(
    async () =>
      expect(await nadia.one(body.id)).toMatchObject({
        state: 'failed',
        failure: { code: 'MAIL_TO_A_SUSPENDED', fr: expect.stringContaining('suspendu') },
      }),
    90_000,
  )
  expect((await nadia.list('folder=sent')).map(({ state }) => state)).toEqual(['failed'])
  expect(await sendingOf(body.id)).toMatchObject({ content: null })
  expect(await saidOf(body.id)).toBe(0)
}, 180_000)

test('the index is lost: made anew from the rooms it is the same, names and readings too, and nobody is told again', async () => {
  const [nadia, paul] = await verbs.two()
  const file = { address: await nadia.holder.upload(aPdf(), 'application/pdf'), name: 'bilan.pdf' }
  const sent = await nadia.sends([paul], { subject: 'Gardé', notifyOnRead: true, files: [file] })
  await verbs.received(paul, sent.id)
  const read = await paul.matrix('POST', receiptPath(String(sent.roomId), String(sent.eventId), 'm.read'), {})
  expect(read.status).toBe(200)
  await eventually(async () => expect(await nadia.told()).toHaveLength(1))
  const plain = await paul.matrix('PUT', sendPath(String(sent.roomId)), text('Merci'))
  await verbs.received(nadia, String(plain.body['event_id']))
  const before = async () => ({
    hers: [await nadia.list(), await nadia.list('folder=sent')],
    his: [await paul.list(), await paul.list('folder=sent')],
  })
  const kept = await before()
  expect(kept.hers[1]).toMatchObject([{ id: sent.id, files: [{ name: 'bilan.pdf' }], readBy: 1 }])

  await loseIndex(own.stack, String(sent.roomId))
  expect(await nadia.list('folder=sent')).toEqual([])
  await makeIndexAnew(own.stack, String(sent.roomId))
  await eventually(async () => expect(await before()).toEqual(kept))
  await killAndRestart(work())
  await paul.sends([nadia], { subject: 'Après' })
  await eventually(async () => expect((await nadia.list()).map(({ subject }) => subject)).toContain('Après'))
  expect(await nadia.told()).toHaveLength(1)
}, 180_000)

test('important and unread for too long: the recipient is reminded once, then the sender is told once; who read quietly is not betrayed', async () => {
  const [nadia, paul, zoe] = await verbs.three()
  const reader = await verbs.writer()
  const sent = await nadia.sends([paul, zoe, reader], { importance: 'high', subject: 'Urgence vitale' })
  const read = (who: Writer, kind: string) => who.matrix('POST', receiptPath(String(sent.roomId), String(sent.eventId), kind), {})
  expect((await read(zoe, 'm.read.private')).status).toBe(200)
  expect((await read(reader, 'm.read')).status).toBe(200)
  await eventually(async () => expect(await nadia.one(sent.id)).toMatchObject({ readBy: 1 }))

  await eventually(async () => expect(await paul.told()).toHaveLength(1))
  expect((await paul.told())[0]).toContain(nadia.fullName)
  await eventually(async () => expect(await nadia.told()).toHaveLength(2))
  await killAndRestart(work())
  await nadia.sends([paul], { importance: 'high' })
  await eventually(async () => expect(await nadia.told()).toHaveLength(3))
  expect(await paul.told()).toHaveLength(2)
  expect(await zoe.told()).toEqual([])
  expect(await reader.told()).toEqual([])
  const told = await nadia.told()
  expect(told.filter((words) => words.includes(zoe.fullName) && words.includes('confirmé'))).toHaveLength(2)
  expect(told.join()).not.toContain('vitale')
}, 180_000)
