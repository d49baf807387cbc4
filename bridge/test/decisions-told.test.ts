import { expect, test } from 'vitest'
import { decisionsOf, withDatabase } from './support/decisions.ts'
import { CLIENT, type Matrix, type Someone, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, newStructure, newCircle, addMember, endMember, settled, signIn, timelineOf, serverName } = stage
const { recorded } = decisionsOf(stage)

async function atHome() {
  const circle = await newCircle((await newStructure()).id)
  const nadia = await newPerson({ givenName: 'Nadia' })
  await addMember(circle.id, nadia.id)
  const { roomId: room } = await settled(circle.id)
  return { circle, room, nadia, as: await signIn(nadia) }
}
async function says(who: Matrix, room: string, words = some('mot')): Promise<string> {
  const { status, body } = await who('PUT', sendPath(room), text(words))
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body['event_id'])
}
const deletes = async (who: Matrix, room: string, event: string) =>
  (await who('PUT', roomPath(room, 'redact', event, some('txn')), {})).status
const renames = async (who: Matrix, room: string, name: string) =>
  (await who('PUT', roomPath(room, 'state', 'm.room.name', ''), { name })).status

/** What the bot said to this person, oldest first, as they read it. */
async function heard({ id }: Someone, as: Matrix): Promise<string[]> {
  const room = await withDatabase(async (pool) => {
    const { rows } = await pool.query<{ room_id: string | null }>(`select room_id from room where kind = 'notifications' and ref = $1`, [
      id,
    ])
    return rows[0]?.room_id ?? undefined
  })
  if (room === undefined) return []
  const events = await timelineOf(room, as)
  return events.flatMap(({ type, sender, content }) =>
    type === 'm.room.message' &&
    sender === `@sphere:${serverName}` &&
    !/^Vous (avez rejoint|n’avez plus accès)/.test(String(content['body']))
      ? [String(content['body'])]
      : [],
  )
}
const untilHeard = (who: Someone, as: Matrix, count: number): Promise<string[]> =>
  eventually(async () => {
    const said = await heard(who, as)
    expect(said).toHaveLength(count)
    return said
  })

test(
  'a refused deletion is told once, with what can be done instead; twenty more are not; another cause is',
  { timeout: 120_000 },
  async () => {
    const { circle, room, nadia, as } = await atHome()
    const secret = some('secret')
    const first = await says(as, room, secret)
    await says(as, room)
    expect(await deletes(as, room, first)).toBe(403)
    expect(await untilHeard(nadia, as, 1)).toEqual([
      `Refusé : vous avez voulu supprimer un message dans le journal de ${circle.patient.displayName}. Ce message n’est plus le dernier : un autre l’a suivi, il fait désormais partie de l’historique. Écrivez un nouveau message qui corrige le précédent.`,
    ])

    for (let one = 0; one < 20; one++) expect(await deletes(as, room, first)).toBe(403)
    await recorded(`personId=${nadia.id}`, 21)
    // Another cause, decided after all of those: when it is told, they would have been.
    expect(await renames(as, room, secret)).toBe(403)
    const said = await untilHeard(nadia, as, 2)
    expect(said[1]).toContain(`Refusé : vous avez voulu renommer le journal de ${circle.patient.displayName}.`)
    expect(said.join(' ')).not.toContain(secret)
    expect((await as('PUT', `${CLIENT}/profile/${encodeURIComponent(nadia.userId)}/displayname`, { displayname: secret })).status).toBe(403)
    expect((await untilHeard(nadia, as, 3))[2]).toContain('changer son nom affiché')
  },
)

test('the same cause is told again after a day, and in another room at once', { timeout: 120_000 }, async () => {
  const { circle, room, nadia, as } = await atHome()
  expect(await renames(as, room, 'x')).toBe(403)
  await untilHeard(nadia, as, 1)
  await withDatabase((pool) => pool.query(`update refusal_told set at = at - interval '25 hours' where person = $1`, [nadia.id]))
  expect(await renames(as, room, 'x')).toBe(403)
  await untilHeard(nadia, as, 2)

  const other = await newCircle(circle.structure.id)
  await addMember(other.id, nadia.id)
  const { roomId } = await settled(other.id)
  expect(await renames(as, roomId, 'x')).toBe(403)
  expect((await untilHeard(nadia, as, 3))[2]).toContain(other.patient.displayName)
})

test('a refused reading is told to nobody, and who left a circle is not told its name', { timeout: 120_000 }, async () => {
  const { circle, room, nadia, as } = await atHome()
  await endMember(circle.id, nadia.id)
  expect((await as('GET', roomPath(room, 'messages'))).status).toBe(403)
  expect((await as('GET', `${CLIENT}/publicRooms`)).status).toBe(403)
  await recorded(`personId=${nadia.id}`, 2)
  expect((await as('POST', roomPath(room, 'join'), {})).status).toBe(403)
  const said = await untilHeard(nadia, as, 1)
  expect(said[0]).toMatch(/^Refusé : vous avez voulu entrer dans un salon\. /)
  expect(said[0]).not.toContain(circle.patient.displayName)
})

test('“refus” reminds of what was refused, and why', { timeout: 120_000 }, async () => {
  const { room, nadia, as } = await atHome()
  expect(await renames(as, room, 'x')).toBe(403)
  await untilHeard(nadia, as, 1)
  const { body } = await as('GET', '/_matrix/client/v3/joined_rooms')
  const notifications = (body['joined_rooms'] as string[]).find((one) => one !== room) ?? ''
  await says(as, notifications, 'refus')
  const said = await untilHeard(nadia, as, 2)
  expect(said[1]).toMatch(/^• Le \d+(er)? \S+ à \d\d:\d\d, vous avez voulu renommer le journal de /)
})
