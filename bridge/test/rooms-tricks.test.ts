import { request } from 'node:http'
import { REFUSALS } from 'policies'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { withDatabase } from './support/decisions.ts'
import { ENTERING, INSIDE, LIST, MEMBERSHIP, REFUSED_WITHOUT_US, ROOMS, SAYINGS, SETTINGS, type Target } from './support/room-tricks.ts'
import { type Answer, CLIENT, type Matrix, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { addMember, endMember, employ, newCircle, newPerson, newStructure, settled, settledDac, signIn, told, serverName } = stage

const KINDS = {
  'a member of the circle': { room: 'journal', belongs: true },
  'an outsider': { room: 'journal', belongs: false },
  'a former member': { room: 'journal', belongs: false },
  'a suspended member with their old session': { room: 'journal', belongs: false },
  'a colleague of another DAC': { room: 'liaison', belongs: false },
  'a person of the DAC outside the circle': { room: 'journal', belongs: false },
  'an account that the registry does not know': { room: 'journal', belongs: false },
  'a member of the team, in the liaison book': { room: 'liaison', belongs: true },
  'a member of the team, in the Space': { room: 'space', belongs: true },
  'an editor, in the documents': { room: 'documents', belongs: true },
} as const
type Kind = keyof typeof KINDS
type Room = (typeof KINDS)[Kind]['room']

const rooms = {} as Record<Room, string>
const people = {} as Record<Kind, { me: string; matrix: Matrix }>
const targets = {} as Record<Room, Omit<Target, 'me' | 'room'>>

beforeAll(async () => {
  const [dac, otherDac] = [
    await newStructure({ name: some('DAC'), kind: 'DAC', dac: true }),
    await newStructure({ name: some('DAC'), kind: 'DAC', dac: true }),
  ]
  const circle = await newCircle(dac.id)
  const [member, suspended, former, outsider, elsewhere, teammate, editor, quiet] = await Promise.all(
    Array.from({ length: 8 }, (_, index) => newPerson({}, { withPassword: index < 7 })),
  )
  if (!member || !suspended || !former || !outsider || !elsewhere || !teammate || !editor || !quiet)
    throw new Error('eight people were made')
  for (const one of [member, suspended, former, quiet]) await addMember(circle.id, one.id)
  for (const one of [teammate, quiet]) await employ(one, dac.id)
  await employ(editor, dac.id, 'editor')
  await employ(elsewhere, otherDac.id, 'editor')
  const strangers = { userId: `@${some('inconnu')}:${serverName}`, password: some('mot-de-passe') }
  await stage.admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(strangers.userId)}`, { password: strangers.password })
  Object.assign(rooms, await settledDac(dac.id), { journal: (await settled(circle.id)).roomId })

  const sessionOf = async (who: { userId: string; password: string }) => ({ me: who.userId, matrix: await signIn(who) })
  Object.assign(people, {
    'a member of the circle': await sessionOf(member),
    'an outsider': await sessionOf(outsider),
    'a former member': await sessionOf(former),
    'a suspended member with their old session': await sessionOf(suspended),
    'a colleague of another DAC': await sessionOf(elsewhere),
    'a person of the DAC outside the circle': await sessionOf(teammate),
    'an account that the registry does not know': await sessionOf(strangers),
    'an editor, in the documents': await sessionOf(editor),
  })
  for (const kind of ['a member of the team, in the liaison book', 'a member of the team, in the Space'] as const)
    people[kind] = people['a person of the DAC outside the circle']

  for (const [room, writer] of [
    ['journal', quiet],
    ['liaison', quiet],
    ['documents', editor],
    ['space', undefined],
  ] as const) {
    const sent = writer && (await stage.as(writer.userId)('PUT', sendPath(rooms[room]), text('dit avant'))).body['event_id']
    // Another follows it: nobody may delete the first any more, its author neither.
    if (writer !== undefined) await stage.as(writer.userId)('PUT', sendPath(rooms[room]), text('dit ensuite'))
    const marker = { kind: room, id: room === 'journal' ? circle.id : dac.id }
    const message = typeof sent === 'string' ? sent : '$aucun'
    targets[room] = { member: quiet.userId, outsider: outsider.userId, message, marker, serverName }
  }
  await endMember(circle.id, former.id)
  const { givenName, familyName, profession } = suspended
  await told('PUT', `/people/${suspended.id}`, { givenName, familyName, profession, status: 'suspended' })
  await settled(circle.id)
  await settledDac(otherDac.id)
}, 120_000)

/** Everything that a trick could have changed. */
async function everything() {
  const ids = (events: readonly { event_id: string }[]) => events.map((event) => event.event_id)
  const held = await Promise.all(
    Object.values(rooms).map(async (room) => [ids(await stage.readState(room)).toSorted(), ids(await stage.timelineOf(room))]),
  )
  const joined = await Promise.all(
    Object.values(people).map(({ me }) => stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(me)}/joined_rooms`)),
  )
  // Whoever is refused is told so, in a room of their own that is made for it.
  const { rows } = await withDatabase((pool) => pool.query<{ room_id: string }>(`select room_id from room where kind = 'notifications'`))
  const told = new Set(rows.map(({ room_id: id }) => id))
  return { held, joined: joined.map(({ body }) => (body['joined_rooms'] as string[]).filter((one) => !told.has(one)).toSorted()) }
}
/** What is wrong with a refusal; undefined when it is one, and says why when we are the ones who refuse. */
function faultOf({ status, body }: Answer): string | undefined {
  if (status < 400 || status >= 500 || status === 429) return `${status} ${JSON.stringify(body)}`
  const code = body['fr.sphere.refusal']
  if (code === undefined) return undefined
  const words = REFUSALS[code as keyof typeof REFUSALS].fr
  return body['error'] === words && body['errcode'] === 'M_FORBIDDEN' && status === 403 ? undefined : `other words: ${JSON.stringify(body)}`
}

describe.each(Object.entries(KINDS) as [Kind, (typeof KINDS)[Kind]][])('%s', (kind, { room, belongs }) => {
  test('is refused every trick, in words where we are the ones who refuse, and nothing has changed', async () => {
    const before = await everything()
    const { me, matrix } = people[kind]
    const target = { ...targets[room], me, room: rooms[room] }
    const faults: string[] = []
    const notOurs: string[] = []
    for (const [trick, sent] of LIST(MEMBERSHIP, SETTINGS, SAYINGS, ROOMS, ...(belongs ? [] : [ENTERING]))) {
      const answer = await matrix(...sent(target))
      const fault = faultOf(answer)
      if (fault !== undefined) faults.push(`${kind} ${trick}: ${fault}`)
      if (answer.body['fr.sphere.refusal'] === undefined) notOurs.push(trick)
    }
    expect(faults).toEqual([])
    if (belongs) expect(notOurs.toSorted()).toEqual(REFUSED_WITHOUT_US.toSorted())
    expect(await everything()).toEqual(before)
  })
})

test('from outside, nothing of the inside of the house exists, however it is spelled', async () => {
  const { me } = people['a member of the circle']
  const { baseUrl, secrets } = inject('stack')
  const { hostname, port } = new URL(baseUrl)
  // Written as it is: fetch would tidy the path up first.
  const answerTo = (path: string, method: string) =>
    new Promise<string>((resolve, reject) => {
      const body = method === 'GET' || method === 'DELETE' ? '' : '{}'
      const headers = { authorization: `Bearer ${secrets.asToken}`, 'content-type': 'application/json', 'content-length': body.length }
      const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
        response.resume()
        resolve(response.headers['content-type']?.startsWith('text/html') === true ? 'a page' : String(response.statusCode))
      })
      sent.once('error', reject).end(body)
    })
  for (const path of INSIDE({ ...targets.journal, me, room: rooms.journal }))
    for (const method of ['GET', 'PUT', 'POST', 'DELETE'])
      expect(['404', 'a page'], `${method} ${path}`).toContain(await answerTo(path, method))
})

test('no room is listed in the directory, for a member either', async () => {
  const { matrix } = people['a member of the circle']
  const listed = await matrix('GET', `${CLIENT}/publicRooms`)
  expect((listed.body['chunk'] as unknown[] | undefined) ?? []).toEqual([])
})
