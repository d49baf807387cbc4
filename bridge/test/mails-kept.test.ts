import { expect, inject, test } from 'vitest'
import { aPdf, fileMessage } from './support/files.ts'
import { loseIndex, makeIndexAnew } from './support/mail-index.ts'
import { mailsOf } from './support/mails.ts'
import { eventually, roomPath, sendPath, sharedStage, some } from './support/rooms.ts'

const { two, three, received } = mailsOf(sharedStage(), inject('stack').baseUrl)

test('what somebody invents is a plain message: the name of another’s mail, a subject that no client shows, a file of no mail', async () => {
  const [nadia, paul] = await two()
  const sent = await nadia.sends([paul], { subject: 'Le vrai' })
  await received(paul, sent.id)
  const room = String(sent.roomId)
  const field = { id: sent.id, subject: 'Le vrai', text: 'x', importance: 'high', notifyOnRead: true, replyTo: null, files: 0 }
  const send = async (content: object) => String((await paul.matrix('PUT', sendPath(room), content)).body['event_id'])
  const copied = await send({ msgtype: 'm.text', body: 'Objet : Le vrai\n\nx', 'fr.sphere.mail': field })
  const hidden = await send({ msgtype: 'm.text', body: 'Bonjour', 'fr.sphere.mail': { ...field, subject: 'Autre' } })
  const address = await paul.holder.upload(aPdf(), 'application/pdf')
  const stray = await send({ ...fileMessage(address), 'fr.sphere.mail': { id: 'y'.repeat(32), part: 0 } })

  expect(await received(nadia, copied)).toMatchObject({ id: copied, from: { id: paul.id } })
  expect(await received(nadia, hidden)).toMatchObject({ plain: true, subject: '' })
  expect(await received(nadia, stray)).toMatchObject({ plain: true, files: [{ address }] })
  expect(await paul.one(sent.id)).toMatchObject({ from: { id: nadia.id }, files: [] })
})

test('the name of a mail stays with it whichever room is read first, when the index is made anew', async () => {
  const stack = inject('stack')
  const [nadia, paul, zoe] = await three()
  const sent = await nadia.sends([paul], { subject: 'Le vrai' })
  await received(paul, sent.id)
  const other = String((await paul.sends([zoe])).roomId)
  const field = { id: sent.id, subject: 'Le vrai', text: 'x', importance: 'high', notifyOnRead: true, replyTo: null, files: 0 }
  const copy = { msgtype: 'm.text', body: 'Objet : Le vrai\n\nx', 'fr.sphere.mail': field }
  const copied = String((await paul.matrix('PUT', sendPath(other), copy)).body['event_id'])
  await received(zoe, copied)

  for (const room of [other, String(sent.roomId)]) await loseIndex(stack, room)
  for (const room of [other, String(sent.roomId)]) await makeIndexAnew(stack, room)
  expect(await received(paul, sent.id)).toMatchObject({ from: { id: nadia.id }, roomId: sent.roomId })
  expect(await received(zoe, copied)).toMatchObject({ from: { id: paul.id } })
})

test('a mail that its author deletes stays as deleted, without a word of it; who left a conversation keeps nothing of it', async () => {
  const [nadia, paul] = await two()
  const sent = await nadia.sends([paul], { subject: 'À supprimer' })
  await received(paul, sent.id)
  const room = String(sent.roomId)
  const redacted = await nadia.matrix('PUT', roomPath(room, 'redact', String(sent.eventId), some('txn')), {})
  expect(redacted.status).toBe(200)
  await eventually(async () => expect(await paul.one(sent.id)).toMatchObject({ deleted: true, subject: '', unread: false, text: null }))
  expect(await paul.unread()).toBe(0)

  await paul.matrix('POST', roomPath(room, 'leave'), {})
  expect(await paul.list()).toEqual([])
  expect((await paul.api('GET', `/mails/${sent.id}`)).status).toBe(404)
  expect((await nadia.list('folder=sent')).map(({ id }) => id)).toEqual([sent.id])
  // The next mail to the same person finds another room.
  const next = await nadia.sends([paul], { subject: 'Encore' })
  expect(next.roomId).not.toBe(room)
  expect((await received(paul, next.id)).subject).toBe('Encore')
})
