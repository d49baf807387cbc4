import { expect, inject, test } from 'vitest'
import type { Mail, MailRead } from '../src/contract.ts'
import { aPdf } from './support/files.ts'
import { asElement, startsChat } from './support/mail.ts'
import { type Writer, mailsOf, receiptPath } from './support/mails.ts'
import { CLIENT, type Json, ask, eventually, roomPath, sendPath, sharedStage, text } from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl, apiKey } = inject('stack')
const { writer, two, three, received } = mailsOf(stage, baseUrl)
const byKey = (method: string, path: string, body?: unknown) => ask(`${baseUrl}/api/v1${path}`, method, apiKey, body)

const reads = async ({ matrix }: Writer, room: string | null, event: string | null, kind?: string, body: Json = {}) =>
  expect((await matrix('POST', receiptPath(String(room), String(event), kind), body)).status).toBe(200)
const readersOf = async (who: Writer, mail: string) => {
  const { to, readBy } = await who.one(mail)
  return { who: to.filter(({ readAt }) => readAt !== null).map(({ id }) => id), readBy }
}
const marked = async ({ matrix, userId }: Writer, room: string | null): Promise<unknown> =>
  (
    await matrix(
      'GET',
      `${CLIENT}/user/${encodeURIComponent(userId)}/rooms/${encodeURIComponent(String(room))}/account_data/m.marked_unread`,
    )
  ).body['unread']

test('être averti à la lecture: a public receipt on the mail or on what came after tells the sender, once for each who read', async () => {
  const [nadia, paul, zoe] = await three()
  const sent = await nadia.sends([paul, zoe], { subject: 'Secret médical', notifyOnRead: true })
  const quiet = await nadia.sends([paul, zoe], { subject: 'Sans avertissement' })
  await received(paul, quiet.id)
  expect(await readersOf(nadia, sent.id)).toEqual({ who: [], readBy: 0 })

  await reads(paul, sent.roomId, quiet.eventId)
  await eventually(async () => expect(await readersOf(nadia, sent.id)).toEqual({ who: [paul.id], readBy: 1 }))
  expect(await readersOf(nadia, quiet.id)).toEqual({ who: [paul.id], readBy: 1 })
  expect(await paul.unread()).toBe(0)
  const first = await eventually(async () => {
    const told = await nadia.told()
    expect(told.filter((words) => words.includes(paul.fullName))).toHaveLength(1)
    return told
  })
  // Neither the subject nor the text is told: who was written to, who read, and when.
  expect(first).toEqual([expect.stringMatching(/^Votre message du .+ a été lu par .+, le .+\.$/)])
  expect(first.join()).not.toContain('médical')

  // Reading again, further, and by another: each is told once.
  const last = await nadia.sends([paul, zoe], { subject: 'Encore' })
  await received(paul, last.id)
  await reads(paul, sent.roomId, last.eventId)
  await reads(zoe, sent.roomId, sent.eventId)
  await eventually(async () => expect((await readersOf(nadia, sent.id)).readBy).toBe(2))
  await eventually(async () => expect(await nadia.told()).toHaveLength(2))
  expect((await nadia.told())[1]).toContain(`lu par ${zoe.fullName}`)
  // What others read is the sender's to know.
  expect((await readersOf(zoe, sent.id)).who).toEqual([])
  expect((await zoe.one(sent.id)).readBy).toBeNull()
})

test('a private receipt is the reader’s own affair: read for them, unread for all that the sender can see; a public one later confirms', async () => {
  const [nadia, paul] = await two()
  const sent = await nadia.sends([paul], { notifyOnRead: true })
  await received(paul, sent.id)
  await reads(paul, sent.roomId, sent.eventId, 'm.read.private')
  await eventually(async () => expect(await paul.unread()).toBe(0))
  expect((await paul.one(sent.id)).readAt).not.toBeNull()
  const seen = await nadia.one(sent.id)
  expect(seen).toMatchObject({ readBy: 0, to: [{ id: paul.id, readAt: null }] })
  const byOthers = await byKey('GET', `/people/${nadia.id}/mails/${sent.id}`)
  expect(byOthers.body).toMatchObject({ readBy: 0, to: [{ id: paul.id, readAt: null }] })

  const next = await nadia.sends([paul], { subject: 'Suite' })
  await received(paul, next.id)
  await reads(paul, sent.roomId, next.eventId)
  await eventually(async () => expect(await readersOf(nadia, sent.id)).toEqual({ who: [paul.id], readBy: 1 }))
  await eventually(async () => expect(await nadia.told()).toHaveLength(1))
})

/** What any client shows beside the room: a first /sync, which Synapse remembers, is asked with a time of its own. */
const messagesUnread = async ({ matrix }: Writer, room: string | null): Promise<unknown> => {
  const { body } = await matrix('GET', `${CLIENT}/sync?timeout=${++asked}`)
  const joined = (body['rooms'] as Json)['join'] as Record<string, { unread_notifications: Json }>
  return joined[String(room)]?.unread_notifications['notification_count']
}
let asked = 0

test('a mail with its files is one that is unread, and several messages in a client: read on either side, it is read on both', async () => {
  const [nadia, paul] = await two()
  const inPages = (mail: Mail) => paul.api('PUT', `/mails/${mail.id}/read`, { read: true })
  const inAClient = (mail: Mail) => reads(paul, mail.roomId, mail.files.at(-1)?.eventId ?? null)
  for (const read of [inPages, inAClient]) {
    const addresses = await Promise.all([1, 2].map(() => nadia.holder.upload(aPdf(), 'application/pdf')))
    const { id } = await nadia.sends([paul], { files: addresses.map((address, index) => ({ address, name: `${index}.pdf` })) })
    const sent = await eventually(async () => {
      const mail = await paul.one(id)
      expect(mail.files).toHaveLength(2)
      return mail
    })
    await eventually(async () => expect([await paul.unread(), await messagesUnread(paul, sent.roomId)]).toEqual([1, 3]))
    await read(sent)
    await eventually(async () => expect([await paul.unread(), await messagesUnread(paul, sent.roomId)]).toEqual([0, 0]))
  }
})

// Synapse adds its counts up every 30 s: what is read at that very moment may stay counted there. Ours is asked too, and is right.
test(
  'reading one in the pages reads those before it in its conversation, as in any client, and tells which were unread; others stay',
  { retry: 2 },
  async () => {
    const [nadia, paul, zoe] = await three()
    const [first, second, third] = [
      await nadia.sends([paul], { subject: 'Un', notifyOnRead: true }),
      await nadia.sends([paul], { subject: 'Deux' }),
      await nadia.sends([paul], { subject: 'Trois' }),
    ]
    const apart = await nadia.sends([paul, zoe], { subject: 'Ailleurs' })
    for (const { id } of [first, second, third, apart]) await received(paul, id)
    const put = async (mail: Mail, read: boolean) => {
      const { status, body } = await paul.api<MailRead>('PUT', `/mails/${mail.id}/read`, { read })
      expect(status).toBe(200)
      return body.readWith.map(({ id, from, subject }) => ({ id, from: from.id, subject }))
    }
    const told = ({ id, subject }: Mail) => ({ id, from: nadia.id, subject })
    const unread = async () => (await paul.list('unread=true')).map(({ id }) => id)

    expect(await put(second, true)).toEqual([told(first)])
    expect(await unread()).toEqual([apart.id, third.id])
    await eventually(async () => expect(await messagesUnread(paul, first.roomId)).toBe(1))
    await eventually(async () => expect(await nadia.told()).toHaveLength(1))
    // One is put back; reading further takes that mark away too, here and in the reader's clients.
    expect(await put(first, false)).toEqual([])
    expect([await unread(), await marked(paul, first.roomId)]).toEqual([[apart.id, third.id, first.id], true])
    expect(await put(third, true)).toEqual([told(first)])
    expect([await unread(), await marked(paul, first.roomId)]).toEqual([[apart.id], false])
    // One that is read again goes no further than what was read.
    await put(first, false)
    await put(third, false)
    expect(await put(third, true)).toEqual([])
    expect([await unread(), await marked(paul, first.roomId)]).toEqual([[apart.id, first.id], true])
    expect(await nadia.told()).toHaveLength(1)
  },
)

test('marked as read in the pages, it is a receipt that any client of the sender shows; as unread, a mark that the reader’s clients show', async () => {
  const [nadia, paul] = await two()
  const sent = await nadia.sends([paul], { notifyOnRead: true })
  await received(paul, sent.id)
  const put = (read: boolean) => paul.api('PUT', `/mails/${sent.id}/read`, { read })

  expect(await put(true)).toMatchObject({ status: 200, body: { unread: false } })
  const { body } = await nadia.matrix('GET', `${CLIENT}/sync?timeout=0`)
  const room = ((body['rooms'] as Json)['join'] as Record<string, Json>)[String(sent.roomId)]
  expect(JSON.stringify(room?.['ephemeral'])).toContain(`"${String(sent.eventId)}":{"m.read":{"${paul.userId}"`)
  await eventually(async () => expect(await readersOf(nadia, sent.id)).toMatchObject({ readBy: 1 }))

  expect(await put(false)).toMatchObject({ status: 200, body: { unread: true } })
  expect(await marked(paul, sent.roomId)).toBe(true)
  expect(await paul.unread()).toBe(1)
  expect((await paul.list('unread=true')).map(({ id }) => id)).toEqual([sent.id])
  // What was confirmed stays confirmed.
  expect(await readersOf(nadia, sent.id)).toMatchObject({ readBy: 1 })
  expect(await put(true)).toMatchObject({ body: { unread: false } })
  expect(await marked(paul, sent.roomId)).toBe(false)
  await eventually(async () => expect(await nadia.told()).toHaveLength(1))
  // One's own mails are neither, and nobody marks for another.
  expect(await nadia.api('PUT', `/mails/${sent.id}/read`, { read: true })).toMatchObject({
    status: 409,
    body: { code: 'MAIL_NOT_RECEIVED' },
  })
  const other = await writer()
  expect((await other.api('PUT', `/mails/${sent.id}/read`, { read: true })).status).toBe(404)
})

test('what a client marks as unread is unread in the pages, until it takes the mark away or reads on', async () => {
  const [nadia, paul] = await two()
  const room = await startsChat(nadia.matrix, asElement(paul.userId))
  const event = String((await nadia.matrix('PUT', sendPath(room), text('un'))).body['event_id'])
  await received(paul, event)
  await reads(paul, room, event)
  await eventually(async () => expect(await paul.unread()).toBe(0))

  const path = `${CLIENT}/user/${encodeURIComponent(paul.userId)}/rooms/${encodeURIComponent(room)}/account_data/m.marked_unread`
  expect((await paul.matrix('PUT', path, { unread: true })).status).toBe(200)
  expect(await paul.unread()).toBe(1)
  expect(await marked(paul, room)).toBe(true)
  expect((await paul.matrix('PUT', path, { unread: false })).status).toBe(200)
  expect(await paul.unread()).toBe(0)

  await paul.matrix('PUT', path, { unread: true })
  const next = String((await nadia.matrix('PUT', sendPath(room), text('deux'))).body['event_id'])
  await received(paul, next)
  await reads(paul, room, next)
  await eventually(async () => expect(await paul.unread()).toBe(0))
  // Of somebody else's room nobody marks anything.
  const other = await writer()
  const theirs = path.replace(encodeURIComponent(paul.userId), encodeURIComponent(other.userId))
  expect((await other.matrix('PUT', theirs, { unread: true })).status).toBe(403)
})

test('who writes to somebody who is away is told at once: of a mail each time, of messages in a client once', async () => {
  const [nadia, paul, zoe] = await three()
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  expect((await paul.api('GET', '/absence')).status).toBe(404)
  const given = { from: day(-1), until: day(7), replacement: zoe.id }
  expect(await paul.api('PUT', '/absence', given)).toMatchObject({ status: 200, body: { ...given, replacement: { id: zoe.id } } })
  // A system that may write about people may too; another person may not.
  expect((await byKey('PUT', `/people/${paul.id}/absence`, given)).status).toBe(200)
  expect((await ask(`${baseUrl}/api/v1/people/${paul.id}/absence`, 'PUT', nadia.holder.token, given)).status).toBe(403)
  expect(await paul.api('PUT', '/absence', { from: day(2), until: day(1) })).toMatchObject({ status: 400, body: { path: 'until' } })

  const first = await nadia.sends([paul])
  await eventually(async () => expect(await nadia.told()).toHaveLength(1))
  expect((await nadia.told())[0]).toContain(paul.fullName)
  expect((await nadia.told())[0]).toContain(zoe.fullName)
  await nadia.sends([paul])
  await eventually(async () => expect(await nadia.told()).toHaveLength(2))
  await nadia.matrix('PUT', sendPath(String(first.roomId)), text('un'))
  const last = await nadia.matrix('PUT', sendPath(String(first.roomId)), text('deux'))
  await received(paul, String(last.body['event_id']))
  await eventually(async () => expect(await nadia.told()).toHaveLength(3))

  expect((await paul.api('DELETE', '/absence')).status).toBe(204)
  const sent = await nadia.sends([paul])
  await received(paul, sent.id)
  await reads(paul, sent.roomId, sent.eventId)
  await eventually(async () => expect(await readersOf(nadia, sent.id)).toMatchObject({ readBy: 1 }))
  expect(await nadia.told()).toHaveLength(3)
  const { body } = await nadia.matrix('GET', `${roomPath(String(first.roomId), 'messages')}?dir=f&limit=100`)
  expect((body['chunk'] as { type: string }[]).filter(({ type }) => type === 'm.room.message')).toHaveLength(5)
})
