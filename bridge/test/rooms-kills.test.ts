import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Answer, type Matrix, type Someone, type Stage, CLIENT, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'

/** The parts that may die, one after the other. The API and the deferred work are one process here. */
const PARTS = ['policy', 'gateway', 'api', 'postgres', 'synapse'] as const
const SECRET = some('secret')

let own: OwnStack
let stage: Stage
beforeAll(async () => {
  own = await ownStack('kills')
  stage = own.stage
})
afterAll(() => own.end())

/** What never stopped, what it did, and what it must not have been told. */
interface Traffic {
  /** Acts that were answered 200, and whatever a member was wrongly told. */
  done: Record<'wrote' | 'read' | 'deleted', number>
  wrong: string[]
  written: { id: string; body: string }[]
  deleted: string[]
  tried: number
}

/** Nobody answers, or not now: what a client tries again by itself. */
const notNow = (answer: Answer | null): answer is null => answer === null || answer.status >= 500 || answer.status === 429
const asked = (act: Promise<Answer>): Promise<Answer | null> => act.catch(() => null)

/** As a client does: the same request, with the same transaction, until it is answered. */
async function untilAnswered(act: () => Promise<Answer>, stopped: AbortSignal): Promise<Answer | null> {
  while (!stopped.aborted) {
    const answer = await asked(act())
    if (!notNow(answer)) return answer
    await pause(100)
  }
  return null
}

async function writes(who: Matrix, room: string, traffic: Traffic, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const [path, body] = [sendPath(room), some('mot')]
    const answer = await untilAnswered(() => who('PUT', path, text(body)), stopped)
    if (answer?.status === 200) {
      traffic.written.push({ id: String(answer.body['event_id']), body })
      traffic.done.wrote++
    } else if (answer !== null) traffic.wrong.push(`a member writes: ${answer.status} ${JSON.stringify(answer.body)}`)
    await pause(50)
  }
}
async function reads(who: Matrix, room: string, traffic: Traffic, stopped: AbortSignal): Promise<void> {
  const ways = [`${roomPath(room, 'messages')}?dir=b&limit=5`, `${CLIENT}/sync?timeout=0`, roomPath(room, 'joined_members')]
  for (let turn = 0; !stopped.aborted; turn++) {
    const answer = await untilAnswered(() => who('GET', String(ways[turn % ways.length])), stopped)
    if (answer?.status === 200) traffic.done.read++
    else if (answer !== null) traffic.wrong.push(`a member reads: ${answer.status} ${JSON.stringify(answer.body)}`)
    await pause(50)
  }
}
/** The only one to write in their journal: each of their messages is the last. */
async function writesAndDeletes(who: Matrix, room: string, traffic: Traffic, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const [path, transaction] = [sendPath(room), some('txn')]
    const said = await untilAnswered(() => who('PUT', path, text('à supprimer')), stopped)
    const id = String(said?.body['event_id'])
    const answer = said === null ? null : await untilAnswered(() => who('PUT', roomPath(room, 'redact', id, transaction), {}), stopped)
    if (answer?.status === 200) {
      traffic.deleted.push(id)
      traffic.done.deleted++
    } else if (answer !== null) traffic.wrong.push(`an author deletes: ${answer.status} ${JSON.stringify(answer.body)}`)
    await pause(50)
  }
}

/** Everything that somebody outside may try, again and again: reads that must not tell the secret, acts that must not succeed. */
async function tries(who: Matrix, of: string, room: string, event: string, traffic: Traffic, stopped: AbortSignal): Promise<void> {
  const attempts: [string, string, unknown?][] = [
    ['GET', roomPath(room, 'event', event)],
    ['GET', roomPath(room, 'context', event)],
    ['GET', `${roomPath(room, 'messages')}?dir=b`],
    ['GET', roomPath(room, 'state')],
    ['GET', roomPath(room, 'joined_members')],
    ['GET', `${CLIENT}/notifications`],
    ['GET', `${CLIENT}/sync?timeout=0&full_state=true`],
    ['POST', `${CLIENT}/search`, { search_categories: { room_events: { search_term: SECRET } } }],
    ['PUT', sendPath(room), text('intrus')],
    ['PUT', roomPath(room, 'redact', event, some('txn')), {}],
    ['POST', roomPath(room, 'join'), {}],
    ['POST', roomPath(room, 'invite'), { user_id: `@sphere-admin:${stage.serverName}` }],
    ['PUT', roomPath(room, 'state', 'm.room.name', ''), { name: 'intrus' }],
    ['POST', `${CLIENT}/createRoom`, { preset: 'public_chat' }],
  ]
  for (let turn = 0; !stopped.aborted; turn++) {
    const [method, path, body] = attempts[turn % attempts.length] ?? ['GET', '']
    const answer = await asked(who(method, path, body))
    traffic.tried++
    const told = answer !== null && JSON.stringify(answer.body).includes(SECRET)
    const ownAffair = /\/(sync|notifications|search)/.test(path)
    if (told || (answer !== null && answer.status < 300 && !ownAffair)) traffic.wrong.push(`${of}: ${method} ${path}: ${answer.status}`)
    await pause(20)
  }
}

test('each part is killed during traffic: nothing forbidden goes through, what is allowed resumes by itself, nothing written is lost', async () => {
  const people = await Promise.all(Array.from({ length: 4 + PARTS.length }, () => stage.newPerson()))
  const [writer, reader, deleter, outsider, ...leaving] = people as [Someone, Someone, Someone, Someone, ...Someone[]]
  const structure = (await stage.newStructure()).id
  const [circle, alone] = [await stage.newCircle(structure), await stage.newCircle(structure)]
  for (const { id } of [writer, reader, ...leaving]) await stage.addMember(circle.id, id)
  await stage.addMember(alone.id, deleter.id)
  const [room, theirs] = [(await stage.settled(circle.id)).roomId, (await stage.settled(alone.id)).roomId]
  const sessions = new Map<Someone, Matrix>()
  for (const person of people) sessions.set(person, await stage.signIn(person))
  const as = (person: Someone): Matrix => sessions.get(person) ?? (() => Promise.reject(new Error('no session')))
  const said = await as(writer)('PUT', sendPath(room), {
    ...text(SECRET),
    'm.mentions': { user_ids: leaving.map(({ userId }) => userId) },
  })
  const event = String(said.body['event_id'])

  const traffic: Traffic = { done: { wrote: 0, read: 0, deleted: 0 }, wrong: [], written: [], deleted: [], tried: 0 }
  const stop = new AbortController()
  const going = [
    writes(as(writer), room, traffic, stop.signal),
    reads(as(reader), room, traffic, stop.signal),
    writesAndDeletes(as(deleter), theirs, traffic, stop.signal),
    tries(as(outsider), 'an outsider', room, event, traffic, stop.signal),
  ]
  try {
    for (const [index, part] of PARTS.entries()) {
      const died = own.stack.processes[part]
      const killed = died?.pid()
      const before = { ...traffic.done }
      died?.kill('SIGKILL')
      // Somebody leaves while that part is away. From the moment the registry says so, they are told nothing, whoever is still down.
      const gone = leaving[index]
      if (gone === undefined || died === undefined) throw new Error('nobody to take out')
      await eventually(async () => {
        const { status } = await stage.registry('DELETE', `/circles/${circle.id}/members/${gone.id}`)
        expect([200, 204, 404]).toContain(status)
      }, 90_000)
      going.push(tries(as(gone), `who left when ${part} was killed`, room, event, traffic, stop.signal))
      await eventually(() => {
        expect([killed, undefined]).not.toContain(died.pid())
        for (const act of ['wrote', 'read', 'deleted'] as const)
          expect(traffic.done[act], `${act}, after ${part} was killed`).toBeGreaterThan(before[act] + 2)
      }, 90_000)
    }
    // The registry alone is away, while the homeserver lives and would answer: whoever cannot ask it is told nothing.
    const tried = traffic.tried
    await withoutTheRegistry(() => eventually(() => expect(traffic.tried).toBeGreaterThan(tried + 200), 60_000))
    const before = { ...traffic.done }
    await eventually(() => expect(traffic.done.read).toBeGreaterThan(before.read + 5), 60_000)
  } finally {
    stop.abort()
    await Promise.all(going)
  }

  expect(traffic.wrong).toEqual([])
  expect(traffic.tried).toBeGreaterThan(100)
  await expectAllThere(room, theirs, traffic)
  await stage.settled(circle.id)
  expect(await stage.joinedIn(room)).toEqual([writer.userId, reader.userId].toSorted())
  await eventually(async () => expect((await stage.health()).body['status']).toBe('ok'), 90_000)
}, 400_000)

/** Nobody connects to the bridge's database; the homeserver's, in the same PostgreSQL, goes on. */
async function withoutTheRegistry(during: () => Promise<unknown>): Promise<void> {
  const { databaseUrl, synapseDatabaseUrl } = own.stack
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1))
  const client = new Client(synapseDatabaseUrl)
  await client.connect()
  try {
    await client.query(`alter database "${name}" allow_connections false`)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    await during()
  } finally {
    await client.query(`alter database "${name}" allow_connections true`)
    await client.end()
  }
}

/** Once each, though many were sent again; what was deleted is so. */
async function expectAllThere(room: string, theirs: string, { written, deleted }: Traffic): Promise<void> {
  const timeline = await stage.timelineOf(room)
  const bodies = timeline.map(({ content }) => content['body'])
  for (const { id, body } of written) {
    expect(timeline.map((one) => one.event_id)).toContain(id)
    expect(
      bodies.filter((one) => one === body),
      body,
    ).toHaveLength(1)
  }
  const after = await stage.timelineOf(theirs)
  expect(after.filter(({ event_id }) => deleted.includes(event_id)).map(({ content }) => content)).toEqual(deleted.map(() => ({})))
}
