import { expect, test } from 'vitest'
import type { OwnCircleDetail } from '../src/contract.ts'
import { eventually, sendPath, sharedStage, text } from './support/rooms.ts'
import { HOUR, aJournalOf, aTeam, good, inSeconds, movesIn, readsEvent, untilJoined } from './support/substitutions.ts'

const stage = sharedStage()
const { addMember, endMember, settled, settledDac, told, joinedIn, noticesOf, eventsOf } = stage
const untilWords = /jusqu’au \d{1,2}(er)? \S+ \d{4}/

test('a replacement enters the journals of the replaced person, reads all of it, is announced, leaves by itself and reads nothing', async () => {
  const team = await aTeam()
  const { nadia, yann, manager } = team
  const one = await aJournalOf(team)
  const other = await aJournalOf(team, 'Référente')
  const as = await team.asYann()
  expect(await readsEvent(as, one.room, one.said)).not.toBe(200)

  const { id } = await team.replace({ reason: 'congé' })
  for (const { room, said } of [one, other]) {
    await untilJoined(room, yann.userId, true)
    expect(await readsEvent(as, room, said)).toBe(200)
    expect((await as('PUT', sendPath(room), text('bonjour'))).status).toBe(200)
  }
  await settled(one.circle)
  const [joined] = (await movesIn(one.room)).slice(-1)
  expect(joined).toMatch(`${yann.fullName} (Infirmière coordinatrice) remplace ${nadia.fullName} jusqu’au `)
  expect(joined).toMatch(untilWords)
  expect(joined).toContain(`à la demande de ${manager.fullName} (motif : congé)`)
  const seen = good<OwnCircleDetail>(await as('GET', `/api/v1/people/me/circles/${one.circle}`))
  expect(seen.members.map(({ personId, role, replaces }) => ({ personId, role, replaces }))).toEqual(
    expect.arrayContaining([
      { personId: yann.id, role: 'Infirmière coordinatrice', replaces: { personId: nadia.id, name: nadia.fullName } },
      { personId: nadia.id, role: 'Infirmière coordinatrice', replaces: null },
    ]),
  )

  // It ends sooner, at an hour that comes by itself.
  const end = inSeconds(4)
  good(await team.asManager('PUT', `/api/v1/structures/${team.structure}/substitutions/${id}`, { end }))
  await eventually(async () => expect(await readsEvent(as, one.room, one.said)).not.toBe(200))
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(end))
  for (const { room, said } of [one, other]) {
    await untilJoined(room, yann.userId, false)
    expect(await readsEvent(as, room, said)).not.toBe(200)
    expect((await as('PUT', sendPath(room), text('encore'))).status).toBe(403)
    expect(await joinedIn(room)).toContain(nadia.userId)
  }
  await eventually(async () => expect((await movesIn(one.room)).at(-1)).toMatch(`${yann.fullName} ne remplace plus ${nadia.fullName}`))
  await eventually(async () =>
    expect((await eventsOf(`personId=${yann.id}`)).map(({ type }) => type).filter((type) => type.startsWith('substitution'))).toEqual([
      'substitution.added',
      'substitution.changed',
      'substitution.ended',
    ]),
  )
}, 90_000)

test('cancelling closes every journal at once, before the homeserver has heard of it', async () => {
  const team = await aTeam()
  const { yann, nadia } = team
  const { room, said, circle } = await aJournalOf(team)
  const as = await team.asYann()
  const { id } = await team.replace()
  await untilJoined(room, yann.userId, true)
  await settled(circle)

  const path = `/api/v1/structures/${team.structure}/substitutions/${id}`
  good(await team.asManager('DELETE', path, { reason: 'retour anticipé' }))
  expect(await readsEvent(as, room, said)).not.toBe(200)
  expect((await as('PUT', sendPath(room), text('encore'))).status).toBe(403)
  good(await team.asManager('DELETE', path, {}))

  await untilJoined(room, yann.userId, false)
  await settled(circle)
  expect((await movesIn(room)).at(-1)).toBe(
    `${yann.fullName} ne remplace plus ${nadia.fullName} à la demande de ${team.manager.fullName} (motif : retour anticipé).`,
  )
})

test('who is there in their own right stays when the substitution ends, and nothing is announced of it', async () => {
  const team = await aTeam()
  const { yann } = team
  const { room, circle, said } = await aJournalOf(team)
  await addMember(circle, yann.id, { role: 'Médecin' })
  await settled(circle)
  const before = (await noticesOf(room)).length
  const as = await team.asYann()

  const { id } = await team.replace()
  await eventually(async () => expect((await told<{ items: unknown[] }>('GET', `/circles/${circle}/members`)).items).toHaveLength(3))
  good(await team.asManager('DELETE', `/api/v1/structures/${team.structure}/substitutions/${id}`, {}))
  await settled(circle)
  expect(await readsEvent(as, room, said)).toBe(200)
  expect(await joinedIn(room)).toContain(yann.userId)
  expect((await noticesOf(room)).length).toBe(before)
})

test('a replacement follows the replaced person: into a circle that they join, out of one that they leave', async () => {
  const team = await aTeam()
  const { yann, nadia } = team
  const { room, circle } = await aJournalOf(team)
  await team.replace()
  await untilJoined(room, yann.userId, true)

  const later = await aJournalOf(team)
  await untilJoined(later.room, yann.userId, true)
  await endMember(circle, nadia.id)
  await untilJoined(room, yann.userId, false)
  await settled(circle)
  expect((await movesIn(room)).at(-1)).toContain(`${yann.fullName} ne remplace plus ${nadia.fullName}`)
})

test('with the structure, who replaces a manager of a DAC is in its rooms, and manages nothing', async () => {
  const team = await aTeam({ dac: true, kind: 'DAC' })
  const { yann, nadia, structure, manager } = team
  const rooms = await settledDac(structure)
  const as = await team.asYann()
  const { id } = await team.replace({ replacedId: manager.id, withStructure: true })

  for (const room of Object.values(rooms)) await untilJoined(room, yann.userId, true)
  await settledDac(structure)
  expect((await movesIn(rooms.liaison)).at(-1)).toMatch(`remplace ${manager.fullName} dans l’équipe jusqu’au`)
  const { structures } = good<{ structures: { id: string; role: string }[] }>(await as('GET', '/api/v1/people/me/profile'))
  expect(structures).toMatchObject([{ id: structure, role: 'editor' }])
  const body = { replacedId: nadia.id, replacementId: manager.id, end: inSeconds(HOUR) }
  expect(await as('POST', `/api/v1/structures/${structure}/substitutions`, body)).toMatchObject({
    status: 403,
    body: { code: 'MANAGERS_ONLY' },
  })

  good(await team.asManager('DELETE', `/api/v1/structures/${structure}/substitutions/${id}`, {}))
  for (const room of Object.values(rooms)) await untilJoined(room, yann.userId, false)
  expect(await as('GET', `/api/v1/structures/${structure}/substitutions`)).toMatchObject({ status: 404 })
})
