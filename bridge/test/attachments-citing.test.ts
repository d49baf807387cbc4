import { expect, inject, test } from 'vitest'
import { type Holder, aJournal, aPdf, aPng, fileMessage, gone, holderOf, refusal } from './support/files.ts'
import { CLIENT, doorsOf, eventually, roomPath, some } from './support/rooms.ts'

const stack = inject('stack')
const stage = doorsOf(stack)
const journal = (count?: number) => aJournal(stage, stack.baseUrl, count)

const both = async (who: Holder, address: string): Promise<number[]> => [
  (await who.download(address)).status,
  (await who.thumbnail(address)).status,
]

test('a picture of a person is seen by everybody; the one before is theirs alone again', async () => {
  const { room, members } = await journal(2)
  const [nadia, marc] = members as [Holder, Holder]
  const stranger = await holderOf(stage, stack.baseUrl, await stage.newPerson())
  const show = (who: Holder, of: Holder, address: string, verb = 'PUT') =>
    who.fetch(verb, `${CLIENT}/profile/${encodeURIComponent(of.userId)}/avatar_url`, {
      ...(verb === 'PUT' ? { body: JSON.stringify({ avatar_url: address }) } : {}),
      headers: { 'content-type': 'application/json' },
    })
  const [first, second, inRoom, document] = [
    await nadia.upload(aPng()),
    await nadia.upload(aPng()),
    await nadia.upload(aPng()),
    await nadia.upload(aPdf()),
  ]
  await nadia.attach(room, inRoom)

  expect((await stranger.download(first)).status).toBe(404)
  expect((await show(nadia, nadia, first)).status).toBe(200)
  expect(await both(stranger, first)).toEqual([200, 200])

  // Not a document, not what a room has, not another's, not for another.
  expect(refusal(await show(nadia, nadia, document))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await show(nadia, nadia, inRoom))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await show(marc, marc, inRoom))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await show(marc, marc, second))).toEqual([403, 'ATTACHMENT_NOT_YOURS'])
  expect(refusal(await show(marc, marc, first))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await show(marc, nadia, await marc.upload(aPng())))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await show(nadia, nadia, 'mxc://matrix.org/abc'))).toEqual([403, 'ATTACHMENT_GONE'])
  expect((await show(nadia, nadia, 'x'.repeat(2_000))).status).toBe(400)
  expect((await stranger.download(inRoom)).status).toBe(404)

  expect((await show(nadia, nadia, second)).status).toBe(200)
  expect(await both(stranger, second)).toEqual([200, 200])
  await eventually(async () => expect((await stranger.download(first)).status).toBe(404))
  expect((await nadia.download(first)).status).toBe(200)
  expect((await stranger.download(second)).status).toBe(200)

  // Whoever has a picture enters rooms, and their member event gives it to nobody else's room.
  const circle = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(circle.id, nadia.id)
  const { roomId } = await stage.settled(circle.id)
  expect((await stage.stateEvent(roomId, 'm.room.member', nadia.userId))?.['avatar_url']).toBe(second)

  expect((await show(nadia, nadia, '')).status).toBe(200)
  await eventually(async () => expect((await stranger.download(second)).status).toBe(404))
}, 150_000)

test('in a room a member shows no file of another room, nor another’s', async () => {
  const [here, there] = [await journal(2), await journal(1)]
  const [nadia, marc] = here.members as [Holder, Holder]
  const [other] = there.members as [Holder]
  const [own, theirs, foreign] = [await nadia.upload(aPng()), await marc.upload(aPng()), await other.upload(aPng())]
  await other.attach(there.room, foreign)
  const shows = (avatar: string) =>
    nadia.fetch('PUT', roomPath(here.room, 'state', 'm.room.member', nadia.userId), {
      body: JSON.stringify({ membership: 'join', avatar_url: avatar }),
      headers: { 'content-type': 'application/json' },
    })
  expect(refusal(await shows(theirs))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect(refusal(await shows(foreign))).toEqual([403, 'PICTURE_NOT_YOURS'])
  expect((await shows(own)).status).toBe(200)
  // It belongs to this room from now on.
  expect((await marc.download(own)).status).toBe(200)
  expect((await other.download(own)).status).toBe(404)
  expect((await shows('mxc://elsewhere.example/abc')).status).toBe(200)
}, 150_000)

test('an event cites only what its sender may read, wherever in it and of whatever kind', async () => {
  const [here, there] = [await journal(2), await journal(2)]
  const [nadia, marc] = here.members as [Holder, Holder]
  const [other] = there.members as [Holder]
  const foreign = await other.upload(aPng())
  await other.attach(there.room, foreign)
  const unsent = await marc.upload(aPng())
  const says = (content: object) => ({ msgtype: 'm.text', body: 'voir', ...content })
  const contents: [string, object, string?][] = [
    ['url', fileMessage(foreign)],
    ['thumbnail', { ...fileMessage(await nadia.upload(aPng())), info: { thumbnail_url: foreign } }],
    ['encrypted file', says({ file: { url: foreign } })],
    ['image in the text', says({ format: 'org.matrix.custom.html', formatted_body: `<p><img src="${foreign}" alt="" /></p>` })],
    ['plain text', says({ body: `le fichier ${foreign}, à lire` })],
    ['a key', says({ extra: { [foreign]: true } })],
    ['deep inside', says({ a: [{ b: [{ c: [[foreign]] }] }] })],
    [
      'a reaction',
      { 'm.relates_to': { rel_type: 'm.annotation', event_id: await nadia.attach(here.room, await nadia.upload(aPng())), key: foreign } },
      'm.reaction',
    ],
  ]
  for (const [what, content, type] of contents)
    expect(refusal(await nadia.send(here.room, content as never, type)), what).toEqual([403, 'ATTACHMENT_NOT_YOURS'])
  expect(refusal(await nadia.send(here.room, fileMessage(unsent)))).toEqual([403, 'ATTACHMENT_NOT_YOURS'])
  expect(refusal(await nadia.send(here.room, fileMessage(`mxc://${stage.serverName}/${'n'.repeat(24)}`)))).toEqual([403, 'ATTACHMENT_GONE'])
  expect(refusal(await nadia.send(here.room, fileMessage('mxc://matrix.org/abcdef')))).toEqual([403, 'ATTACHMENT_GONE'])
  expect(
    refusal(await nadia.send(here.room, says({ body: Array.from({ length: 25 }, (_, n) => `mxc://${stage.serverName}/x${n}`).join(' ') }))),
  ).toEqual([403, 'TOO_MANY_ATTACHMENTS'])
  for (const who of [nadia, marc]) expect((await who.download(foreign)).status).toBe(404)

  // One by one, each in its own message, one's own files go through: every kind of place attaches.
  const own = [await nadia.upload(aPng()), await nadia.upload(aPng()), await nadia.upload(aPng())] as const
  expect((await nadia.send(here.room, { ...fileMessage(own[0]), info: { thumbnail_url: own[1] } })).status).toBe(200)
  expect(
    (await nadia.send(here.room, says({ format: 'org.matrix.custom.html', formatted_body: `<img src='${own[2]}'>` }) as never)).status,
  ).toBe(200)
  for (const address of own) expect(await both(marc, address)).toEqual([200, 200])
  for (const address of own) expect(await both(other, address)).toEqual([404, 404])
}, 150_000)

test('who may read a file forwards it; it lives while one message holds it, and goes with the last', async () => {
  const [first, second] = [await journal(2), await journal(1)]
  const [nadia, marc] = first.members as [Holder, Holder]
  const [reader] = second.members as [Holder]
  await stage.addMember(second.circle.id, marc.id)
  await stage.settled(second.circle.id)
  const address = await nadia.upload(aPng())
  const original = await nadia.attach(first.room, address)
  expect(refusal(await reader.send(second.room, fileMessage(address)))).toEqual([403, 'ATTACHMENT_NOT_YOURS'])
  const forward = await marc.attach(second.room, address)
  expect(await both(reader, address)).toEqual([200, 200])

  const deletes = (who: Holder, room: string, event: string) =>
    who.fetch('PUT', roomPath(room, 'redact', event, some('txn')), { body: '{}', headers: { 'content-type': 'application/json' } })
  expect((await deletes(nadia, first.room, original)).status).toBe(200)
  await eventually(async () => expect((await nadia.download(address)).status).toBe(404))
  expect(await both(reader, address)).toEqual([200, 200])
  expect(await both(marc, address)).toEqual([200, 200])

  expect((await deletes(marc, second.room, forward)).status).toBe(200)
  for (const who of [nadia, marc, reader]) await eventually(async () => expect(await both(who, address)).toEqual([404, 404]))
  await gone(stage, stack.synapseUrl, stack.secrets.asToken, address)
  expect(refusal(await marc.send(second.room, fileMessage(address)))).toEqual([403, 'ATTACHMENT_GONE'])

  // Recorded once each, without a word of it; nothing is announced.
  await eventually(async () => {
    const events = (await stage.eventsOf(`circleId=${second.circle.id}`)).filter(({ type }) => type === 'message.deleted')
    expect(events.map(({ personId, after }) => [personId, after])).toEqual([
      [marc.id, { room: 'journal', roomId: second.room, matrixEvent: forward, files: 1 }],
    ])
    expect(JSON.stringify(events)).not.toContain('compte-rendu')
  })
  expect((await stage.noticesOf(second.room)).map(({ type }) => type)).not.toContain('message.deleted')
}, 150_000)
