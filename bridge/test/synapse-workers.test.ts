import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { REFUSALS } from 'policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRoomGraph } from '../../synapse-config/audit/read-room-graph.ts'
import { judgeRedactions } from '../../synapse-config/audit/room-graph.ts'
import { EXAMPLE, innerCaddy, innerNginx } from '../../synapse-config/deploy/inner.ts'
import { POOLED_ROUTES } from '../../synapse-config/deploy/worker-routes.ts'
import { synapsePython } from '../../synapse-config/stack/install-synapse.ts'
import { synapseConfig } from '../../synapse-config/stack/paths.ts'
import { innerProxy } from '../../synapse-config/test/with/proxies.ts'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { type Answer, CLIENT, ask, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'

/** Two processes that answer clients and one that writes events, beside the main one. */
const WORKERS = { client: ['client-1', 'client-2'], persisters: ['ecrivain'] }
const PROCESSES = ['main', ...WORKERS.client, ...WORKERS.persisters]

let own: OwnStack
beforeAll(async () => {
  own = await ownStack('workers', { workers: WORKERS, env: { SYNAPSE_PROCESSES: PROCESSES.join(',') } })
})
afterAll(() => own?.end())

type Health = { parts: { part: string; status: string; detail: string }[] }
const moduleHealth = async () => ((await own.stage.health()).body as unknown as Health).parts.find(({ part }) => part === 'module')

/** A member of a new circle, speaking to one worker or the other, straight: round the gateway. */
async function aMember() {
  const { newStructure, newCircle, newPerson, addMember, settled, logIn } = own.stage
  const circle = await newCircle((await newStructure()).id)
  const [person, outsider] = await Promise.all([newPerson(), newPerson()])
  await addMember(circle.id, person.id)
  const { roomId: room } = await settled(circle.id)
  const [token, outsidersToken] = await Promise.all(
    [person, outsider].map(async (one) => (await logIn(one.userId, one.password)).body.access_token),
  )
  const through = (worker: string, method: string, path: string, body?: unknown, by = token): Promise<Answer> =>
    ask(`${own.stack.workerUrls[worker]}${path}`, method, by ?? null, body)
  const say = async (worker: string, words: string): Promise<string> => {
    const said = await through(worker, 'PUT', sendPath(room), text(words))
    expect(said.status, JSON.stringify(said.body)).toBe(200)
    return String(said.body['event_id'])
  }
  const remove = (worker: string, event: string) => through(worker, 'PUT', roomPath(room, 'redact', event, some('txn')), {})
  return { circle, person, outsider, outsidersToken, room, through, say, remove }
}

test('every process announces itself, by its name', async () => {
  await eventually(async () => {
    const found = await moduleHealth()
    expect(found?.status, found?.detail).toBe('ok')
    for (const name of PROCESSES) expect(found?.detail).toContain(name)
  })
})

test('the rules hold for what is sent through a worker', async () => {
  const { room, through, say, outsider, outsidersToken } = await aMember()
  const event = await say('client-1', 'par un processus')
  await say('client-2', 'et par l’autre')
  const refusals: [string, string, unknown, string][] = [
    [
      sendPath(room),
      'PUT',
      { ...text('* autre'), 'm.new_content': text('autre'), 'm.relates_to': { rel_type: 'm.replace', event_id: event } },
      'an edit',
    ],
    [sendPath(room, 'm.room.encrypted'), 'PUT', { algorithm: 'x', ciphertext: 'x' }, 'something encrypted'],
    [roomPath(room, 'state', 'm.room.name', ''), 'PUT', { name: 'Autre nom' }, 'a name'],
    [roomPath(room, 'invite'), 'POST', { user_id: outsider.userId }, 'an invitation'],
    [roomPath(room, 'redact', event, some('txn')), 'PUT', {}, 'a deletion of what is not last'],
    [`${CLIENT}/createRoom`, 'POST', {}, 'a room'],
  ]
  for (const worker of WORKERS.client)
    for (const [path, method, body, what] of refusals) {
      const { status, body: said } = await through(worker, method, path, body)
      expect(status, `${what} through ${worker}: ${JSON.stringify(said)}`).toBe(403)
      expect(REFUSALS, what).toHaveProperty(String(said['fr.sphere.refusal']))
    }
  const joined = await through('client-1', 'POST', `${CLIENT}/join/${encodeURIComponent(room)}`, {}, outsidersToken)
  expect(joined.status).toBe(403)
  expect((await through('client-2', 'PUT', sendPath(room), text('x'), outsidersToken)).status).toBe(403)
})

test('two workers write and delete at the same moment: every deletion that passes was of the last message', async () => {
  const { room, say, remove } = await aMember()
  for (let round = 0; round < 25; round += 1) {
    const last = await say('client-1', `à supprimer ${round}`)
    const [deletion] = await Promise.all([remove('client-2', last), say('client-1', `au même moment ${round}`)])
    expect([200, 403], JSON.stringify(deletion.body)).toContain(deletion.status)
    // Now it is certainly not the last one any more.
    expect((await remove('client-1', last)).body['fr.sphere.refusal']).toBeDefined()
  }
  const own2 = await say('client-2', 'la dernière')
  // What one worker accepted, the other learns of through redis.
  await eventually(async () => expect((await remove('client-1', own2)).status).toBe(200))
  const { events, creator } = await readRoomGraph(own.stack.synapseDatabaseUrl, room)
  const proofs = judgeRedactions(events, creator ?? '')
  expect(proofs.length).toBeGreaterThan(0)
  expect(proofs.filter(({ wrong }) => wrong !== null)).toEqual([])
})

test('what the inner proxies send to a worker, a worker answers by itself, and their files are made from the table', async () => {
  for (const [file, made] of [
    ['nginx/inner.conf', innerNginx],
    ['caddy/inner.Caddyfile', innerCaddy],
  ] as const)
    expect(readFileSync(join(synapseConfig, 'deploy', file), 'utf8'), 'node synapse-config/deploy/inner.ts').toBe(made(EXAMPLE))
  const home = join(own.dir, 'synapse')
  const files = ['homeserver.yaml', 'workers.yaml', 'client-1.yaml'].map((file) => join(home, file))
  const env = { ...process.env, PYTHONPATH: join(synapseConfig, 'module') }
  const { stdout } = await promisify(execFile)(synapsePython, [join(synapseConfig, 'audit', 'list_routes.py'), ...files], {
    env,
    maxBuffer: 10_000_000,
  })
  const answered = (JSON.parse(stdout) as { method: string; pattern: string }[]).map(({ method, pattern }) => ({
    method,
    pattern: new RegExp(pattern.replaceAll('(?P<', '(?<')),
  }))
  const missing = POOLED_ROUTES.flatMap(({ verbs, versions, path }) =>
    versions.flatMap((version) => {
      const sample = `/_matrix/client${version === '' ? '' : `/${version}`}${path.replaceAll(/\{\w+\??\}/g, 'x')}`
      return verbs
        .filter((verb) => !answered.some(({ method, pattern }) => method === verb && pattern.test(sample)))
        .map((verb) => `${verb} ${sample}`)
    }),
  )
  expect(missing).toEqual([])
})

test.each(['nginx', 'caddy'] as const)('behind %s the workers serve the gateway, and what is theirs stops with them', async (name) => {
  const { room, person } = await aMember()
  const at = (worker: string) => new URL(own.stack.workerUrls[worker] ?? '').host
  const pools = { main: new URL(own.stack.synapseUrl).host, client: [at('client-1')], sync: [at('client-2')] }
  const inner = await innerProxy(name, (listen) => (name === 'nginx' ? innerNginx : innerCaddy)({ listen, ...pools }))
  try {
    const gateway = await own.stack.addGateway(`gateway-${name}`, { HOMESERVER_URL: inner.url.replace('localhost', '127.0.0.1') })
    const token = (await own.stage.logIn(person.userId, person.password)).body.access_token
    const through = (method: string, path: string, body?: unknown) => ask(`${gateway}${path}`, method, token, body)
    const said = await through('PUT', sendPath(room), text('par le mandataire'))
    expect(said.status, JSON.stringify(said.body)).toBe(200)
    const odd = await through('PUT', roomPath(room, 'send', 'm.room.message', 'a%2Fb/..'), text('un identifiant étrange'))
    expect(odd.status, JSON.stringify(odd.body)).toBe(200)
    expect((await through('GET', `${CLIENT}/sync?timeout=0`)).status).toBe(200)
    expect((await through('GET', roomPath(room, 'messages') + '?dir=b')).status).toBe(200)
    expect((await through('PUT', roomPath(room, 'state', 'm.room.name', ''), { name: 'x' })).status).toBe(403)
    expect((await through('GET', `${CLIENT}/devices`)).status).toBe(200)
    await own.stack.processes['client-1']?.stop()
    expect((await through('GET', `${CLIENT}/devices`)).status).toBe(200)
    const silent = await through('GET', roomPath(room, 'messages') + '?dir=b')
    expect([silent.status, silent.body['errcode']]).toEqual([503, 'M_UNKNOWN'])
    await own.stack.processes['client-1']?.start()
    await eventually(async () => expect((await through('GET', roomPath(room, 'messages') + '?dir=b')).status).toBe(200))
    expect(inner.logs()).not.toContain(token)
  } finally {
    await own.stack.processes['client-1']?.start()
    await own.stack.processes[`gateway-${name}`]?.stop()
    await inner.stop()
  }
})

test('a worker that lost its module is an alarm, and so is one that never had it', async () => {
  await eventually(async () => expect((await moduleHealth())?.status).toBe('ok'))
  const worker = own.stack.processes['client-2']
  if (worker === undefined) throw new Error('the stack has such a worker')
  await worker.stop()
  await eventually(async () => {
    const found = await moduleHealth()
    expect([found?.status, found?.detail]).toEqual(['down', expect.stringContaining('client-2')])
  }, 90_000)
  // As if it had never announced itself: it is expected by name.
  const database = new Client({ connectionString: own.stack.databaseUrl })
  await database.connect()
  await database.query("delete from module_heartbeat where instance = 'client-2'")
  await database.end()
  expect((await moduleHealth())?.detail).toContain('client-2 : ne s’est jamais annoncé')
  await worker.start()
  await eventually(async () => expect((await moduleHealth())?.status).toBe('ok'))
}, 180_000)
