import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startTimeOf } from '../stack/process-identity.ts'
import { startStack } from '../stack/stack.ts'
import { answers, until } from '../stack/wait-for.ts'
import { anUnkindDirectory, listeningAddresses } from './with/own-stack.ts'

const homeserverOnly = { withBridge: false, withModule: false, withApplicationService: false, fast: true }
const within = (milliseconds: number) => AbortSignal.timeout(milliseconds)

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const works = async (url: string) => (await query(url, 'SELECT 1').catch(() => [])).length === 1

test('from a home that others cannot enter, in a path with a space and an accent, all of it listens on loopback only', async () => {
  await using home = anUnkindDirectory()
  const stack = await startStack({ dir: home.dir, ...homeserverOnly })
  try {
    expect(await answers(`${stack.synapseUrl}/_matrix/client/versions`)).toBe(true)
    // The homeserver answers nothing of the federation but the question of the console's sign-in.
    expect((await fetch(`${stack.synapseUrl}/_matrix/federation/v1/version`)).status).toBe(404)
    expect((await fetch(`${stack.synapseUrl}/_matrix/federation/v1/openid/userinfo?access_token=none`)).status).toBe(401)

    for (const [name, url] of [
      ['synapse', stack.synapseUrl],
      ['postgres', stack.databaseUrl],
    ] as const) {
      expect(listeningAddresses(stack.processes[name]?.pid() ?? 0), name).toEqual([`127.0.0.1:${new URL(url).port}`])
    }
    for (const file of [
      'secrets.json',
      'synapse/homeserver.yaml',
      'synapse/registration.yaml',
      'synapse/signing.key',
      'logs/synapse.log',
    ]) {
      expect((statSync(join(home.dir, file)).mode & 0o777).toString(8), file).toBe('600')
    }
  } finally {
    await stack.stop()
  }
  expect(await answers(`${stack.synapseUrl}/health`)).toBe(false)
})

test('PostgreSQL killed with -9 is back by itself with what it held, and so is the homeserver', async () => {
  await using home = anUnkindDirectory()
  const said: string[] = []
  const stack = await startStack({ dir: home.dir, ...homeserverOnly, say: (line) => said.push(line) })
  try {
    await query(stack.databaseUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const before = stack.processes['postgres']?.pid()
    stack.processes['postgres']?.kill('SIGKILL')
    await until(async () => !(await works(stack.databaseUrl)), within(5_000))
    await until(() => works(stack.databaseUrl), within(20_000))

    expect(stack.processes['postgres']?.pid()).not.toBe(before)
    expect(await query(stack.databaseUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(said.filter((line) => line.startsWith("! PostgreSQL s'est arrêté"))).toHaveLength(1)
    // An answer that needs the database.
    const login = () =>
      fetch(`${stack.synapseUrl}/_matrix/client/v3/login`, {
        method: 'POST',
        body: JSON.stringify({ type: 'm.login.password', identifier: { type: 'm.id.user', user: 'nobody' }, password: 'x' }),
      })
    await until(async () => (await login()).status === 403, within(40_000))
  } finally {
    await stack.stop()
  }
})

test('a part that is stopped stays down, and comes back when it is started', async () => {
  await using home = anUnkindDirectory()
  const stack = await startStack({ dir: home.dir, ...homeserverOnly })
  try {
    await stack.processes['synapse']?.stop()
    expect(await answers(`${stack.synapseUrl}/health`)).toBe(false)
    expect(stack.processes['synapse']?.pid()).toBeUndefined()
    await stack.processes['synapse']?.start()
    expect(await answers(`${stack.synapseUrl}/health`)).toBe(true)
  } finally {
    await stack.stop()
  }
})

test('a launcher killed with -9 leaves nothing that blocks the next start', async () => {
  await using home = anUnkindDirectory()
  const script = join(import.meta.dirname, 'with', 'a-stack-that-is-killed.ts')
  const launcher = spawn(process.execPath, [script, home.dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer]
  const pids = JSON.parse(line.toString('utf8')) as number[]
  expect(pids.map((pid) => startTimeOf(pid) !== undefined)).toEqual([true, true])
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')

  const stack = await startStack({ dir: home.dir, ...homeserverOnly })
  try {
    expect(await answers(`${stack.synapseUrl}/health`)).toBe(true)
    expect(pids.map(startTimeOf)).toEqual([undefined, undefined])
  } finally {
    await stack.stop()
  }
})

test('the same secrets serve at the next start', async () => {
  await using home = anUnkindDirectory()
  const secrets = () => readFileSync(join(home.dir, 'secrets.json'), 'utf8')
  const first = await startStack({ dir: home.dir, ...homeserverOnly })
  await first.stop()
  const before = secrets()
  const second = await startStack({ dir: home.dir, ...homeserverOnly })
  await second.stop()
  expect(secrets()).toBe(before)
})
