import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { type Json, eventually, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { newPerson, newStructure, newCircle, addMember, settled, signIn } = stage
const { db } = connect(inject('stack').databaseUrl, 1)

/** What the service told somebody, oldest first. */
async function toldTo(person: string): Promise<string[]> {
  const room = await db
    .selectFrom('room')
    .select('room_id')
    .where('kind', '=', 'notifications')
    .where('ref', '=', person)
    .executeTakeFirst()
  if (typeof room?.room_id !== 'string') return []
  const said = (await stage.timelineOf(room.room_id)).flatMap(({ type, content }) =>
    type === 'm.room.message' ? [String(content['body'])] : [],
  )
  // That they came into the circle is told them too.
  return said.filter((body) => !body.startsWith('Vous avez rejoint'))
}
const mentioning = (body: string, ...users: string[]): Json => ({ ...text(body), 'm.mentions': { user_ids: users } })

test('who mentions somebody of the circle reaches them; who mentions somebody else is told that nobody else hears of it', async () => {
  const circle = await newCircle((await newStructure()).id)
  const [nadia, paul, absent] = [await newPerson(), await newPerson(), await newPerson({ givenName: 'Odile' })]
  for (const { id } of [nadia, paul]) await addMember(circle.id, id)
  const { roomId } = await settled(circle.id)
  const [hers, his, theirs] = [await signIn(nadia), await signIn(paul), await signIn(absent)]
  const since = String((await theirs('GET', '/_matrix/client/v3/sync?timeout=0')).body['next_batch'])

  const word = some('plaie')
  expect((await hers('PUT', sendPath(roomId), mentioning(`${word} Paul ?`, paul.userId))).status).toBe(200)
  const { notifications } = (await his('GET', '/_matrix/client/v3/notifications?only=highlight')).body as { notifications: Json[] }
  expect(JSON.stringify(notifications)).toContain(word)

  expect((await hers('PUT', sendPath(roomId), mentioning(`${word} Odile ?`, paul.userId, absent.userId))).status).toBe(200)
  await eventually(async () =>
    expect(await toldTo(nadia.id)).toEqual([
      `Votre message dans le journal de ${circle.patient.displayName} mentionne ${absent.fullName} — Infirmière, qui n’y est pas : personne d’autre n’en est averti.`,
    ]),
  )
  // Neither the text of the message nor the journal's existence reaches whoever is not in it.
  const heard = JSON.stringify((await theirs('GET', `/_matrix/client/v3/sync?timeout=0&since=${since}`)).body)
  expect([heard.includes(word), heard.includes(roomId)]).toEqual([false, false])

  const nobody = `@${some('personne')}:${stage.serverName}`
  expect((await hers('PUT', sendPath(roomId), mentioning('?', absent.userId, nobody, '@autre:ailleurs.example'))).status).toBe(200)
  await eventually(async () =>
    expect((await toldTo(nadia.id))[1]).toContain(`${absent.fullName} — Infirmière et 2 autres personnes, qui n’y sont pas`),
  )
  // Synapse looks at them first. (A number among the names is an error of its own: 500.)
  const oddly: unknown[] = [{ user_ids: 'x' }, { user_ids: {} }, [], 'x']
  const answers = await Promise.all(
    oddly.map(async (odd) => (await hers('PUT', sendPath(roomId), { ...text('?'), 'm.mentions': odd })).status),
  )
  expect(answers).toEqual([200, 400, 400, 400])
})

test('@room reaches everybody in the room, whoever says it', async () => {
  const circle = await newCircle((await newStructure()).id)
  const [nadia, paul] = [await newPerson(), await newPerson()]
  for (const { id } of [nadia, paul]) await addMember(circle.id, id)
  const { roomId } = await settled(circle.id)
  const [hers, his] = [await signIn(nadia), await signIn(paul)]
  const word = some('tous')
  expect((await hers('PUT', sendPath(roomId), { ...text(`@room ${word}`), 'm.mentions': { room: true } })).status).toBe(200)
  expect(JSON.stringify((await his('GET', '/_matrix/client/v3/notifications?only=highlight')).body)).toContain(word)
})
