import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { tellPerson } from '../src/flows/tell-person.ts'
import { asCinny, asElement, directOf, mailVerbs, membersOf, readMailState, refusalOf, startsChat } from './support/mail.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { CLIENT, type Stage, eventually, roomPath } from './support/rooms.ts'

let own: OwnStack
let stage: Stage
const databases: Client[] = []
let bridgeDb: Client
let synapseDb: Client
beforeAll(async () => {
  own = await ownStack('mail-crash', { roles: ['gateway,policy,api', 'work'], env: { COMPARE_EVERY_MINUTES: '0.1' } })
  stage = own.stage
  for (const url of [own.stack.databaseUrl, own.stack.synapseDatabaseUrl]) {
    const database = new Client({ connectionString: url })
    await database.connect()
    databases.push(database)
  }
  ;[bridgeDb, synapseDb] = databases as [Client, Client]
})
afterAll(async () => {
  for (const database of databases) await database.end()
  await own.end()
})

const one = async (database: Client, query: string, values: unknown[]): Promise<Record<string, unknown> | undefined> =>
  (await database.query<Record<string, unknown>>(query, values)).rows[0]
/** Looks without a pause: the moments to die in are short. */
async function until(look: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 20_000; looks++) if (await look()) return
  throw new Error('the moment never came')
}
/** The conversation that is being opened between these people. */
const mailOf = async (person: string) => {
  const row = await one(
    bridgeDb,
    `select m.id, m.made_at, r.room_id from mail_participant p join mail_room m on m.id = p.mail join room r on r.kind = 'mail' and r.ref = m.id
     where p.person = $1 order by m.opened_at desc limit 1`,
    [person],
  )
  return row as { id: string; made_at: Date | null; room_id: string | null } | undefined
}
/** Rooms that Synapse holds with the marker of this conversation. */
const roomsMarked = async (mail: string): Promise<string[]> =>
  (
    await synapseDb.query<{ room_id: string }>(
      `select e.room_id from events e join event_json j on j.event_id = e.event_id where e.type = 'm.room.create' and j.json like $1`,
      [`%"id":"${mail}"%`],
    )
  ).rows.map(({ room_id: room }) => room)
const membershipsIn = async (room: string): Promise<Record<string, string>> => {
  const { rows } = await synapseDb.query<{ user: string; membership: string }>(
    `select c.state_key as user, c.membership from current_state_events c where c.room_id = $1 and c.type = 'm.room.member'`,
    [room],
  )
  return Object.fromEntries(rows.map(({ user, membership }) => [user, membership]))
}

/** The moments in which the work dies, each told by what Synapse holds then. */
const MOMENTS: Record<string, (people: { nadia: string; paul: string; mail: string }) => Promise<boolean>> = {
  'as soon as the room exists': async ({ mail }) => (await roomsMarked(mail)).length > 0,
  'after the first of them has joined': async ({ mail, nadia, paul }) => {
    const [room] = await roomsMarked(mail)
    const members = room === undefined ? {} : await membershipsIn(room)
    return members[nadia] === 'join' || members[paul] === 'join'
  },
  'after the bridge has left': async ({ mail }) => {
    const [room] = await roomsMarked(mail)
    return room !== undefined && (await membershipsIn(room))[`@sphere:${stage.serverName}`] === 'leave'
  },
}

test.each(Object.entries(MOMENTS))(
  'kill -9 of the work %s: still one room, everybody in it, the bridge gone, and both who start it are answered',
  async (_moment, hasCome) => {
    const { two } = mailVerbs(stage)
    const [nadia, paul] = await two()
    const [hers, his] = [nadia.person.userId, paul.person.userId]
    const started = Promise.all([startsChat(nadia.matrix, asElement(his)), startsChat(paul.matrix, asCinny(hers))])
    started.catch(() => undefined)
    let mail = ''
    await until(async () => (mail = (await mailOf(nadia.person.id))?.id ?? '') !== '')
    await until(() => hasCome({ mail, nadia: hers, paul: his }))
    await killAndRestart(own.stack.processes['work'])

    const [room, same] = await started
    expect(same).toBe(room)
    expect(await membersOf(stage, room)).toEqual({ [hers]: 'join', [his]: 'join', [`@sphere:${stage.serverName}`]: 'leave' })
    expect(await directOf(nadia.matrix, nadia.person)).toEqual({ [his]: [room] })
    expect(await directOf(paul.matrix, paul.person)).toEqual({ [hers]: [room] })
    expect((await readMailState(stage, room)).map(({ type }) => type)).toContain('m.room.power_levels')
    // What a death may have left behind is empty, and the comparison leaves the conversation alone.
    await eventually(async () => {
      for (const other of (await roomsMarked(mail)).filter((marked) => marked !== room))
        expect(Object.values(await membershipsIn(other)).filter((membership) => membership === 'join' || membership === 'invite')).toEqual(
          [],
        )
    })
    const { body } = await stage.bridge('GET', `${CLIENT}/joined_rooms`)
    expect(body['joined_rooms']).not.toContain(room)
    expect((await mailVerbs(stage).say(nadia.matrix, room)).status).toBe(200)
  },
  120_000,
)

test('one of them is suspended while the conversation opens, and the work dies meanwhile: nobody is left in a room, and the reason is told', async () => {
  const { two, become, createRoom } = mailVerbs(stage)
  const [nadia, paul] = await two()
  const asked = createRoom(nadia.matrix, asElement(paul.person.userId))
  let mail = ''
  await until(async () => {
    const row = await one(
      bridgeDb,
      `select ref from room join mail_participant p on p.mail = ref where kind = 'mail' and creating and p.person = $1`,
      [nadia.person.id],
    )
    mail = (row?.['ref'] as string | undefined) ?? ''
    return mail !== ''
  })
  // The work makes the room and cannot note it: it dies there.
  await bridgeDb.query('begin')
  await bridgeDb.query(`select from room where kind = 'mail' and ref = $1 for update`, [mail])
  await until(async () => Object.values(await membershipsIn((await roomsMarked(mail))[0] ?? '')).includes('invite'))
  const restarted = killAndRestart(own.stack.processes['work'])
  await become(paul.person, 'suspended')
  await bridgeDb.query('rollback')
  await restarted
  expect(refusalOf(await asked)).toEqual({ status: 403, code: 'MAIL_TO_A_SUSPENDED' })
  await eventually(async () => {
    for (const room of await roomsMarked(mail))
      expect(Object.values(await membershipsIn(room)).filter((membership) => membership !== 'leave')).toEqual([])
  })
  await become(paul.person, 'active')
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  expect(await roomsMarked(mail)).not.toContain(room)
}, 120_000)

test('what one person is told is said once, though the work dies between saying it and noting it, and the homeserver forgets what it heard', async () => {
  const person = await stage.newPerson({}, { withPassword: false })
  const { db } = connect(own.stack.databaseUrl, 2)
  const keys = Array.from({ length: 8 }, (_, index) => `cause-${index + 1}`)
  const dying = (async () => {
    for (let deaths = 0; deaths < 2; deaths++) {
      await until(async () => {
        const saying = await one(bridgeDb, 'select id from notification where person = $1 and saying and said_at is null', [person.id])
        if (saying === undefined) return false
        const said = `%"fr.sphere.notice":{"event":"${String(saying['id'])}","type":"notification"}%`
        return (await one(synapseDb, 'select event_id from event_json where json like $1', [said])) !== undefined
      })
      await Promise.all([killAndRestart(own.stack.processes['work']), killAndRestart(own.stack.processes['synapse'])])
    }
  })()
  for (const key of keys) await tellPerson({ db, now: () => new Date() }, person.id, { key, body: key })
  await dying
  await eventually(async () => {
    const left = await one(bridgeDb, 'select count(*) as n from notification where person = $1 and said_at is null', [person.id])
    expect(Number(left?.['n'])).toBe(0)
  }, 90_000)
  await db.destroy()
  const room = await one(bridgeDb, `select room_id from room where kind = 'notifications' and ref = $1`, [person.id])
  const said = (await stage.timelineOf(String(room?.['room_id']))).filter(({ type }) => type === 'm.room.message')
  expect(said.map(({ content }) => content['body'])).toEqual(keys)
}, 180_000)

test('a departure that was lost on its way to us is noticed by the comparison, though the bridge is not there', async () => {
  const { two, say } = mailVerbs(stage)
  const [nadia, paul] = await two()
  const room = await startsChat(nadia.matrix, asElement(paul.person.userId))
  // What the homeserver delivers of it never arrives.
  await bridgeDb.query(`create or replace function lose() returns trigger language plpgsql as $$ begin return null; end $$`)
  await bridgeDb.query(
    `create trigger lose_it before insert on inbox_event for each row when (new.room_id = '${room}') execute function lose()`,
  )
  expect((await paul.matrix('POST', roomPath(room, 'leave'), {})).status).toBe(200)
  await eventually(async () => expect(refusalOf(await say(nadia.matrix, room))).toEqual({ status: 403, code: 'MAIL_CORRESPONDENT_LEFT' }))
  const heard = await one(
    bridgeDb,
    `select count(*) as n from inbox_event where room_id = $1 and sender = $2 and content->>'membership' = 'leave'`,
    [room, paul.person.userId],
  )
  expect(Number(heard?.['n'])).toBe(0)
  await bridgeDb.query('drop trigger lose_it on inbox_event')
  expect((await paul.matrix('GET', `${roomPath(room, 'messages')}?dir=b`)).status).toBe(403)
  const next = await startsChat(nadia.matrix, asElement(paul.person.userId))
  expect(next).not.toBe(room)
})

test('while the homeserver is away a conversation waits; who asks again once it is back is given the room', async () => {
  const { two, createRoom } = mailVerbs(stage)
  const [nadia, paul] = await two()
  const synapse = own.stack.processes['synapse']
  await nadia.matrix('GET', `${CLIENT}/joined_rooms`)
  const asked = createRoom(nadia.matrix, asElement(paul.person.userId))
  await until(async () => (await mailOf(nadia.person.id)) !== undefined)
  await killAndRestart(synapse)
  const answer = await asked
  expect([200, 503]).toContain(answer.status)
  if (answer.status === 503) expect(answer.body).toMatchObject({ retry_after_ms: expect.any(Number) })
  const room = await eventually(async () => {
    const again = await createRoom(nadia.matrix, asElement(paul.person.userId))
    expect(again.status).toBe(200)
    return String(again.body['room_id'])
  })
  if (answer.status === 200) expect(answer.body['room_id']).toBe(room)
  const members = await membersOf(stage, room)
  expect(members).toEqual({ [nadia.person.userId]: 'join', [paul.person.userId]: 'join', [`@sphere:${stage.serverName}`]: 'leave' })
  expect((await readMailState(stage, room)).map(({ type }) => type)).toContain('m.room.power_levels')
}, 120_000)
