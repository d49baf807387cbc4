import { expect, inject, test } from 'vitest'
import { withDatabase } from './support/decisions.ts'
import { gone, refusal } from './support/files.ts'
import { aDac, aFolder, asked, documentsOf, redact, replyTo, settledFolder, stage, versionsOf } from './support/folders.ts'
import { loseIndex, makeIndexAnew } from './support/mail-index.ts'
import { deposit } from './support/own-documents.ts'
import { eventually, roomPath, some } from './support/rooms.ts'

const stack = inject('stack')

test('documents are found by their title, their name and their depositor, with the newest version first', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const other = await settledFolder(dac.id, await aFolder(manager, dac.id))
  const [name, caption] = [some('grille'), some('Évaluation')]
  const first = await deposit(editor, rooms.documents, caption, { filename: `${name}.pdf` })
  const second = await deposit(manager, other, some('compte-rendu'))
  await eventually(async () => expect((await documentsOf(member, dac.id)).map(({ eventId }) => eventId)).toEqual([second, first]))
  const [, found] = await documentsOf(member, dac.id)
  expect(found).toMatchObject({
    eventId: first,
    series: first,
    version: 1,
    versions: 1,
    title: caption,
    name: `${name}.pdf`,
    type: 'application/pdf',
    category: 'pdf',
    depositor: { id: editor.id, name: editor.fullName },
    folder: { id: dac.id, name: 'Documents généraux' },
    roomId: rooms.documents,
    removable: false,
  })
  const removable = async (who: typeof member) => (await documentsOf(who, dac.id)).map((one) => one.removable)
  expect([await removable(editor), await removable(manager)]).toEqual([
    [false, true],
    [true, true],
  ])
  const search = async (words: string) =>
    (await documentsOf(member, dac.id, `?search=${encodeURIComponent(words)}`)).map((one) => one.eventId)
  for (const words of [caption.replace('É', 'e'), name, editor.familyName.toUpperCase()])
    expect(await search(words), words).toEqual([first])
  expect(await search(some('rien'))).toEqual([])
  expect((await documentsOf(member, dac.id, `?folderId=${dac.id}`)).map((one) => one.eventId)).toEqual([first])
  expect((await documentsOf(member, dac.id, '?limit=1')).map((one) => one.eventId)).toEqual([second])
  const { items } = await stage.told<{ items: { documentCount: number }[] }>('GET', `/structures/${dac.id}/folders`)
  expect(items.map(({ documentCount }) => documentCount)).toEqual([1, 1])
})

test('a file that replies to a document is its next version, the former ones stay readable, whatever the order in which all is learnt', async () => {
  const { dac, rooms, editor, member } = await aDac()
  const room = rooms.documents
  const one = await deposit(editor, room, 'v1')
  const two = await deposit(editor, room, 'v2', replyTo(one))
  const three = await deposit(editor, room, 'v3', replyTo(two))
  const alone = await deposit(editor, room, 'autre', {
    'm.relates_to': { rel_type: 'm.thread', event_id: one, is_falling_back: true, 'm.in_reply_to': { event_id: one } },
  })
  const seen = async () =>
    (await documentsOf(member, dac.id)).map(({ eventId, version, versions, series }) => [eventId, version, versions, series])
  const whole = [
    [alone, 1, 1, alone],
    [three, 3, 3, one],
  ]
  await eventually(async () => expect(await seen()).toEqual(whole))
  expect((await versionsOf(member, dac.id, one)).map((one) => ['title' in one && one.title, one.version])).toEqual([['v3', 3], ['v2', 2], ['v1', 1]]) // prettier-ignore

  await loseIndex(stack, room)
  expect(await seen()).toEqual([])
  await makeIndexAnew(stack, room)
  expect(await seen()).toEqual(whole)

  // The one in the middle becomes known last.
  await withDatabase((pool) => pool.query('delete from room_event where event_id = $1', [two]))
  await withDatabase((pool) => pool.query('delete from document_link where event_id = $1', [two]))
  await makeIndexAnew(stack, room)
  expect(await seen()).toEqual(whole)
})

test('the number of a version stays when another is removed, of which who, when and why is told; also by an index made anew', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const room = rooms.documents
  const one = await deposit(editor, room, 'v1')
  const two = await deposit(editor, room, 'v2', replyTo(one))
  const three = await deposit(editor, room, 'v3', replyTo(two))
  const seen = async () => (await documentsOf(member, dac.id)).map(({ eventId, series, ...told }) => [eventId, series, told.version, told.versions, told.remaining]) // prettier-ignore
  const told = async () =>
    (await versionsOf(member, dac.id, one)).map((one) =>
      'removed' in one ? [one.version, one.depositor.name, one.removed.by, one.removed.reason] : [one.version, one.title],
    )
  await eventually(async () => expect(await seen()).toEqual([[three, one, 3, 3, 3]]))
  const since = new Date().toISOString()

  expect((await redact(manager, room, two, { reason: ' Erreur de fichier ' })).status).toBe(200)
  const gone = [2, editor.fullName, manager.fullName, 'Erreur de fichier']
  await eventually(async () => expect(await told()).toEqual([[3, 'v3'], gone, [1, 'v1']]))
  expect(await seen()).toEqual([[three, one, 3, 3, 2]])
  const [, removed] = await versionsOf(member, dac.id, one)
  expect(removed !== undefined && 'removed' in removed && removed.removed.at >= since && removed.at <= since).toBe(true)
  expect(Object.keys(removed ?? {}).toSorted()).toEqual(['at', 'depositor', 'eventId', 'removed', 'series', 'version'])

  expect((await redact(editor, room, three, { reason: 'Périmé' })).status).toBe(200)
  const four = await deposit(editor, room, 'v4', replyTo(one))
  const oldest = [1, editor.fullName, editor.fullName, 'Tout premier']
  const whole = [[4, 'v4'], [3, editor.fullName, editor.fullName, 'Périmé'], gone, [1, 'v1']]
  await eventually(async () => expect(await told()).toEqual(whole))
  expect(await seen()).toEqual([[four, one, 4, 4, 2]])
  expect((await redact(editor, room, one, { reason: 'Tout premier' })).status).toBe(200)
  const last = [...whole.slice(0, 3), oldest]
  await eventually(async () => expect(await told()).toEqual(last))

  // Of the two that replied to something, their room says so.
  const notes = () => stage.timelineOf(room).then((all) => all.filter(({ type }) => type === 'fr.sphere.removed_version'))
  await eventually(async () => expect(new Set((await notes()).map(({ content }) => content['replied_to']))).toEqual(new Set([one, two])))
  await loseIndex(stack, room)
  await makeIndexAnew(stack, room)
  expect(await told()).toEqual(last)
  expect(await seen()).toEqual([[four, one, 4, 4, 1]])

  // Nobody else says of what something was a version, nor to another folder's.
  const noted = await editor.fetch('PUT', roomPath(room, 'send', 'fr.sphere.removed_version', some('txn')), {
    body: JSON.stringify({ document: two, replied_to: four }),
    headers: { 'content-type': 'application/json' },
  })
  expect(refusal(noted)).toEqual([403, 'ONLY_FILES_HERE'])
  const elsewhere = await aDac()
  const path = `/structures/${elsewhere.dac.id}/documents/${encodeURIComponent(one)}/versions`
  expect((await asked(elsewhere.manager, 'GET', path)).status).toBe(404)
})

test('pages of versions: each once, removed ones too', async () => {
  const { dac, rooms, editor, member } = await aDac()
  const room = rooms.documents
  const first = await deposit(editor, room, 'v1')
  for (const title of ['v2', 'v3', 'v4']) await deposit(editor, room, title, replyTo(first))
  await eventually(async () => expect(await versionsOf(member, dac.id, first)).toHaveLength(4))
  expect((await redact(editor, room, first, { reason: 'Périmé' })).status).toBe(200)
  await eventually(async () => expect((await versionsOf(member, dac.id, first)).at(-1)).toHaveProperty('removed'))
  const numbers: number[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const path = `/structures/${dac.id}/documents/${encodeURIComponent(first)}/versions?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`
    const { json } = await asked(member, 'GET', path)
    numbers.push(...(json['items'] as { version: number }[]).map(({ version }) => version))
    cursor = json['next'] as string | null
  }
  expect(numbers).toEqual([4, 3, 2, 1])
})

test('a document is removed by its depositor or a manager, at any time, with a reason that is recorded; its file goes', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const room = rooms.documents
  const files = await Promise.all([1, 2, 3].map(() => editor.upload(Buffer.from(some('texte')), 'text/plain', 'note.txt')))
  const events: string[] = []
  for (const file of files) events.push(await editor.attach(room, file))
  const [first = '', second = '', last = ''] = events
  await stage.employ(member, dac.id, 'editor')
  expect(refusal(await redact(member, room, last, { reason: 'Périmé' }))).toEqual([403, 'ONLY_ITS_DEPOSITOR_REMOVES'])
  for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 3 }])
    expect(refusal(await redact(editor, room, last, body)), JSON.stringify(body)).toEqual([403, 'REASON_NEEDED'])

  // Others followed it.
  const reason = some('Remplacé')
  expect((await redact(editor, room, first, { reason })).status).toBe(200)
  expect((await redact(manager, room, second, { reason })).status).toBe(200)
  await eventually(async () => {
    const told = (await stage.eventsOf(`personId=${manager.id}`)).filter(({ type }) => type === 'document.removed')
    expect(told).toMatchObject([{ structureId: dac.id, reason, after: { matrixEvent: second, folder: dac.id, files: 1 } }])
  })
  const emptied = (await stage.timelineOf(room)).filter(({ event_id: id }) => [first, second].includes(id))
  expect(emptied.map(({ content }) => content)).toEqual([{}, {}])
  for (const file of files.slice(0, 2)) await gone(stage, stack.synapseUrl, stack.secrets.asToken, file)
  expect((await member.download(String(files[2]))).status).toBe(200)
  await eventually(async () => expect((await documentsOf(member, dac.id)).map(({ eventId }) => eventId)).toEqual([last]))

  // Who deposited and is no editor any more still removes what is theirs, and nothing else.
  await stage.employ(editor, dac.id, 'member')
  expect((await redact(editor, room, last, { reason })).status).toBe(200)
})

test('a file of another folder, or a message elsewhere, is nobody’s former version', async () => {
  const { dac, rooms, manager, editor, member } = await aDac()
  const other = await settledFolder(dac.id, await aFolder(manager, dac.id))
  const there = await deposit(editor, other, some('ailleurs'))
  const here = await deposit(editor, rooms.documents, some('ici'), replyTo(there))
  const unknown = await deposit(editor, rooms.documents, some('inconnu'), replyTo('$rien'))
  await eventually(async () =>
    expect((await documentsOf(member, dac.id)).map(({ eventId, series, version }) => [eventId === series, version])).toEqual([
      [true, 1],
      [true, 1],
      [true, 1],
    ]),
  )
  expect([here, unknown]).toHaveLength(2)
})
