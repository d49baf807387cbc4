import { expect, test } from 'vitest'
import { decisionsOf, withDatabase } from './support/decisions.ts'
import { CLIENT, type Matrix, type Someone, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { told, registry, newPerson, newStructure, newCircle, addMember, endMember, settled, signIn } = stage
const { page, listed, recorded } = decisionsOf(stage)

async function aJournal() {
  const circle = await newCircle((await newStructure()).id)
  const [nadia, marc] = await Promise.all([newPerson({ givenName: 'Nadia' }), newPerson({ givenName: 'Marc' })])
  for (const { id } of [nadia, marc]) await addMember(circle.id, id)
  const { roomId: room } = await settled(circle.id)
  return { circle, room, nadia, marc, asNadia: await signIn(nadia), asMarc: await signIn(marc) }
}
async function says(who: Matrix, room: string, words = some('mot')): Promise<string> {
  const { status, body } = await who('PUT', sendPath(room), text(words))
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body['event_id'])
}
const deletes = async (who: Matrix, room: string, event: string) =>
  (await who('PUT', roomPath(room, 'redact', event, some('txn')), { reason: 'un motif secret' })).status
const of = ({ id }: Someone) => `personId=${id}`

test('a refused deletion is recorded, with a sentence that explains it; a permitted one too', async () => {
  const { circle, room, nadia, asNadia } = await aJournal()
  const [first, second] = [await says(asNadia, room), await says(asNadia, room)]
  expect(await deletes(asNadia, room, first)).toBe(403)
  expect(await deletes(asNadia, room, second)).toBe(200)
  const [done, refused] = await recorded(of(nadia), 2)
  expect(refused).toMatchObject({
    allowed: false,
    count: 1,
    question: 'message.redact',
    code: 'NO_LONGER_THE_LAST',
    rule: 'only-the-last-message-is-deletable',
    via: 'module',
    userId: nadia.userId,
    person: { id: nadia.id, name: nadia.fullName },
    subject: null,
    place: { kind: 'journal', circleId: circle.id, structureId: null, roomId: room, name: circle.patient.displayName },
    sentence: {
      fr: `${nadia.fullName} a voulu supprimer un message dans le journal de ${circle.patient.displayName} : ce message n’est plus le dernier.`,
      en: `${nadia.fullName} wanted to delete a message in the journal of ${circle.patient.displayName}: that message is no longer the last one.`,
    },
    ruleIs: { fr: 'Seul le dernier message se supprime' },
  })
  expect(done).toMatchObject({ allowed: true, question: 'message.redact', code: null, rule: null })
  expect(done?.sentence.fr).toBe(`${nadia.fullName} a pu supprimer un message dans le journal de ${circle.patient.displayName}.`)
  expect(await told('GET', `/decisions/${refused?.id}`)).toEqual(refused)
})

test('what is tried again and again within a minute is one row with a count', async () => {
  const { room, nadia, asNadia } = await aJournal()
  const first = await says(asNadia, room)
  await says(asNadia, room)
  const since = Math.floor(Date.now() / 60_000)
  for (let round = 0; round < 4; round++) {
    await Promise.all(Array.from({ length: 5 }, () => deletes(asNadia, room, first)))
    // In other writes too, not only in the memory of the one who decided.
    await recorded(of(nadia), (round + 1) * 5)
  }
  const rows = await listed(of(nadia))
  expect(rows.length).toBeLessThanOrEqual(Math.floor(Date.now() / 60_000) - since + 1)
  expect(rows.every(({ firstAt, lastAt, count }) => count === 1 || lastAt > firstAt)).toBe(true)
})

test('no word of a message, of a name or of a client’s own invention is in the table', async () => {
  const { room, nadia, asNadia } = await aJournal()
  const secret = some('secret')
  const first = await says(asNadia, room, secret)
  await says(asNadia, room, secret)
  const tries: [string, string, unknown][] = [
    [
      'PUT',
      sendPath(room),
      { ...text(`* ${secret}`), 'm.new_content': text(secret), 'm.relates_to': { rel_type: 'm.replace', event_id: first } },
    ],
    ['PUT', sendPath(room, `org.example.${secret}`), { body: secret }],
    ['PUT', roomPath(room, 'state', `org.example.${secret}`, secret), { secret }],
    ['PUT', roomPath(room, 'state', 'm.room.name', ''), { name: secret }],
    ['POST', roomPath(room, 'invite'), { user_id: `@${secret}:localhost`, reason: secret }],
    ['POST', roomPath(room, 'kick'), { user_id: `@${secret}:localhost`, reason: secret }],
    ['PUT', `${CLIENT}/profile/${encodeURIComponent(nadia.userId)}/displayname`, { displayname: secret }],
    ['PUT', `${CLIENT}/directory/room/${encodeURIComponent(`#${secret}:localhost`)}`, { room_id: room }],
    ['POST', `${CLIENT}/createRoom`, { name: secret, topic: secret }],
    ['GET', roomPath(`!${secret}:localhost`, 'messages'), undefined],
    ['PUT', roomPath(room, 'redact', first, some('txn')), { reason: secret }],
  ]
  for (const [method, path, body] of tries) expect((await asNadia(method, path, body)).status, path).toBeGreaterThanOrEqual(400)
  // Removing somebody who is not there is refused by Synapse itself, before anybody is asked.
  const decided = tries.length - 1
  await recorded(of(nadia), decided)
  await withDatabase(async (pool) => {
    const { rows } = await pool.query<{ text: string }>('select d::text as text from decision d where person = $1', [nadia.id])
    expect(rows).toHaveLength(decided)
    expect(rows.filter((row) => row.text.includes(secret))).toEqual([])
    const jobs = await pool.query(`select from graphile_worker._private_jobs where payload::text like $1`, [`%${secret}%`])
    expect(jobs.rowCount).toBe(0)
  })
  const sentences = (await listed(of(nadia))).map(({ sentence }) => sentence.fr)
  for (const words of [
    'modifier un message déjà envoyé',
    'renommer le journal',
    'changer son nom affiché',
    'écrire à quelqu’un',
    'lire un salon',
  ])
    expect(
      sentences.filter((sentence) => sentence.includes(words)),
      words,
    ).toHaveLength(1)
})

test('a refused reading is recorded by the gateway, and asking for rooms that do not exist makes one row', async () => {
  const { circle, room, marc, asMarc } = await aJournal()
  await endMember(circle.id, marc.id)
  expect((await asMarc('GET', roomPath(room, 'messages'))).status).toBe(403)
  const [refused] = await recorded(of(marc), 1)
  expect(refused).toMatchObject({ via: 'gateway', question: 'room.read', code: 'NOT_IN_THE_CIRCLE', rule: 'only-members-read' })
  expect(refused?.sentence.fr).toBe(
    `${marc.fullName} a voulu lire le journal de ${circle.patient.displayName} : le registre n’y compte pas cette personne parmi les membres.`,
  )
  for (let one = 0; one < 10; one++) expect((await asMarc('GET', roomPath(`!${some('salon')}:localhost`, 'messages'))).status).toBe(403)
  const [unknown] = await recorded(`${of(marc)}&code=ROOM_UNKNOWN`, 10)
  expect(unknown).toMatchObject({ place: null })
  expect((await listed(`${of(marc)}&code=ROOM_UNKNOWN`)).length).toBeLessThanOrEqual(2)
})

test('whom an act was about is recorded when the registry knows them', async () => {
  const { room, nadia, marc, asNadia } = await aJournal()
  expect((await asNadia('POST', roomPath(room, 'kick'), { user_id: marc.userId })).status).toBe(403)
  const [kick] = await recorded(of(nadia), 1)
  expect(kick).toMatchObject({ subject: { id: marc.id, name: marc.fullName }, question: 'member.kick' })
  expect(kick?.sentence.fr).toContain(`retirer ${marc.fullName} du journal de`)
})

test('ordinary life is not recorded: messages, reactions and readings that were allowed', async () => {
  const { room, nadia, asNadia } = await aJournal()
  const message = await says(asNadia, room)
  const reaction = { 'm.relates_to': { rel_type: 'm.annotation', event_id: message, key: '👍' } }
  expect((await asNadia('PUT', sendPath(room, 'm.reaction'), reaction)).status).toBe(200)
  expect((await asNadia('GET', roomPath(room, 'messages'))).status).toBe(200)
  expect(await deletes(asNadia, room, message)).toBe(200)
  // The deletion came last and is there: what came before it was not kept.
  expect(await recorded(of(nadia), 1)).toMatchObject([{ question: 'message.redact', allowed: true }])
})

test('filters and pages: newest first, each row once, however the pages are cut', async () => {
  const { circle, room, nadia, asNadia } = await aJournal()
  const acts = {
    'm.room.name': { name: 'x' },
    'm.room.topic': { topic: 'x' },
    'm.room.avatar': { url: 'mxc://localhost/x' },
    'm.room.encryption': { algorithm: 'm.megolm.v1.aes-sha2' },
    'm.room.pinned_events': { pinned: [] },
  }
  for (const [type, content] of Object.entries(acts))
    expect((await asNadia('PUT', roomPath(room, 'state', type, ''), content)).status).toBe(403)
  const first = await says(asNadia, room)
  await says(asNadia, room)
  await deletes(asNadia, room, first)
  const all = await recorded(of(nadia), 6)
  expect(all.map(({ firstAt }) => firstAt)).toEqual(
    all
      .map(({ firstAt }) => firstAt)
      .toSorted()
      .toReversed(),
  )

  const seen: string[] = []
  for (let cursor = ''; ;) {
    const { items, next } = await page(`${of(nadia)}&limit=2${cursor}`)
    seen.push(...items.map(({ id }) => id))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  expect(seen).toEqual(all.map(({ id }) => id))

  const count = async (filter: string) => (await listed(`${of(nadia)}&${filter}`)).length
  expect(await count('question=state.set')).toBe(5)
  expect(await count('code=NO_LONGER_THE_LAST')).toBe(1)
  expect(await count('rule=room-settings-follow-the-registry')).toBe(5)
  expect(await count('allowed=true')).toBe(0)
  expect(await count('allowed=false')).toBe(6)
  expect(await count(`circleId=${circle.id}`)).toBe(6)
  expect(await count(`roomId=${encodeURIComponent(room)}`)).toBe(6)
  expect(await count(`structureId=${circle.structure.id}`)).toBe(0)
  const middle = encodeURIComponent(all[2]?.firstAt ?? '')
  expect((await count(`from=${middle}`)) + (await count(`to=${middle}`))).toBe(6)
  for (const odd of ['cursor=abc', `cursor=${Buffer.from('["x","1"]').toString('base64url')}`]) expect(await count(odd)).toBe(6)
  for (const wrong of ['allowed=maybe', 'from=hier', 'code=', 'circleId=a%20b', 'nothing=1'])
    expect((await registry('GET', `/decisions?${wrong}`)).status, wrong).toBe(400)
  expect((await registry('GET', '/decisions/999999999999')).status).toBe(404)
  expect((await registry('GET', '/decisions/x')).status).toBe(400)
})
