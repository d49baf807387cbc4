import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { synapseConfig } from '../stack/paths.ts'
import { checkPublicPort } from '../stack/ports.ts'
import { startPostgres } from '../stack/postgres.ts'
import { Problem } from '../stack/problem.ts'
import { endLeftovers, identityOf, isAlive } from '../stack/process-identity.ts'
import { supervise } from '../stack/processes.ts'
import { render } from '../stack/render.ts'
import { readStartArguments } from '../stack/start-arguments.ts'
import { takeStartLock } from '../stack/start-lock.ts'
import { writeSynapseFiles } from '../stack/synapse.ts'
import { makeTestDir } from '../stack/test-dirs.ts'
import { anUnkindDirectory } from './with/own-stack.ts'

const say = () => {}

test('the command line is understood, or answered with a sentence', () => {
  expect(readStartArguments([], {})).toMatchObject({ port: 8080, host: '127.0.0.1', demo: true, reset: false })
  expect(readStartArguments(['--port', '8090', '--no-demo'], { PORT: '9000' })).toMatchObject({ port: 8090, demo: false })
  expect(readStartArguments([], { PORT: '9000' })).toMatchObject({ port: 9000 })
  for (const wrong of [
    ['--prot', '8090'],
    ['8090'],
    ['--port'],
    ['--port', '0'],
    ['--port', '70000'],
    ['--port', 'http'],
    ['--reset=yes'],
  ]) {
    expect(readStartArguments(wrong, {}), wrong.join(' ')).toBeTypeOf('string')
  }
})

test('an unknown argument ends with code 2 from whatever directory it is called', async () => {
  const args = [join(synapseConfig, 'stack', 'with-node-24.mjs'), 'synapse-config/stack/start.ts', '--demain']
  const child = spawn(process.execPath, args, { cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (text: Buffer) => (words += text.toString('utf8')))
  expect(await once(child, 'close')).toEqual([2, null])
  expect(words).toMatch(/^Argument inconnu : « --demain »/)
})

test('a taken port is named, with the way to choose another', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await expect(checkPublicPort(port, '127.0.0.1')).rejects.toThrow(new RegExp(`${port}.*npm start -- --port`))
  other.close()
  await once(other, 'close')
  await expect(checkPublicPort(port, '127.0.0.1')).resolves.toBeUndefined()
})

test('one start at a time in a clone; the lock of a process that is gone counts for nothing', async () => {
  await using home = anUnkindDirectory()
  const lock = join(home.dir, 'start.lock')
  const unlock = await takeStartLock(lock, 'http://localhost:1', 0)
  await expect(takeStartLock(lock, 'http://localhost:2', 0)).rejects.toThrow(/tourne déjà.*http:\/\/localhost:1/)
  unlock()
  expect(existsSync(lock)).toBe(false)
  // Our own pid, but another start time: what a reboot makes of a number.
  for (const stale of [JSON.stringify({ ...identityOf(process.pid), startTime: '1', url: 'x' }), '{"pid":', '']) {
    writeFileSync(lock, stale)
    const release = await takeStartLock(lock, 'http://localhost:3', 0)
    release()
  }
})

test('what an earlier run left is ended, and a stranger who got its number is not', async () => {
  await using home = anUnkindDirectory()
  const run = join(home.dir, 'run')
  mkdirSync(run)
  const [left, stranger] = [spawn('/bin/sleep', ['60']), spawn('/bin/sleep', ['60'])]
  const [ofLeft, ofStranger] = [identityOf(left.pid ?? 0), identityOf(stranger.pid ?? 0)]
  writeFileSync(join(run, 'left.pid'), JSON.stringify({ ...ofLeft, stopSignal: 'SIGTERM' }))
  writeFileSync(join(run, 'other.pid'), JSON.stringify({ ...ofStranger, startTime: '1', stopSignal: 'SIGTERM' }))
  writeFileSync(join(run, 'cut-short.pid'), '{"pid"')
  await endLeftovers(run)
  expect([isAlive(ofLeft), isAlive(ofStranger)]).toEqual([false, true])
  stranger.kill('SIGKILL')
})

test('a part that cannot start says its last words', async () => {
  await using home = anUnkindDirectory()
  const part = supervise({
    name: 'part',
    label: 'La pièce',
    command: '/bin/sh',
    args: ['-c', 'echo je manque de tout >&2; exit 3'],
    env: {},
    cwd: home.dir,
    dir: home.dir,
    stopSignal: 'SIGTERM',
    isReady: () => Promise.resolve(false),
    patience: 10_000,
    say,
  })
  const failure = await part.start().then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Problem)
  expect(failure).toMatchObject({ message: "La pièce s'est arrêté au démarrage (code 3).", detail: 'je manque de tout' })
})

test('an existing server gets two databases under the name it was given; one that cannot be used is named', async () => {
  const { databaseUrl } = inject('stack')
  const server = await startPostgres({ dir: '/nowhere', password: '', adminUrl: databaseUrl, say })
  expect([server.process, server.prefix]).toEqual([undefined, 'bridge_'])
  expect(new URL(await server.createDatabase(`${server.prefix}essai`)).pathname).toBe('/bridge_essai')
  // Again: a second start finds it.
  await server.createDatabase(`${server.prefix}essai`)
  await server.dropDatabase(`${server.prefix}essai`)

  const changed = (change: (url: URL) => void) => {
    const url = new URL(databaseUrl)
    change(url)
    return startPostgres({ dir: '/nowhere', password: '', adminUrl: url.href, say }).then((wrong) => wrong.createDatabase('never'))
  }
  await expect(changed((url) => (url.port = '1'))).rejects.toThrow(/injoignable sur 127\.0\.0\.1:1/)
  await expect(changed((url) => (url.password = 'wrong'))).rejects.toThrow(/refuse ce compte ou ce mot de passe/)
  await expect(changed((url) => (url.pathname = '/absent'))).rejects.toThrow(/« absent »/)
  await expect(startPostgres({ dir: '/nowhere', password: '', adminUrl: 'here', say })).rejects.toThrow(
    /DATABASE_URL n'est pas une adresse/,
  )
})

test('a template without one of its values is refused, and a value cannot break out of its place', () => {
  expect(() => render('registration.yaml', { apiUrl: 'x' })).toThrow(/asToken/)
  const text = render('registration.yaml', { apiUrl: 'a"\nb: c', asToken: 'x', hsToken: 'y', everybody: '^@.*:localhost$' })
  expect(text).toContain('url: "a\\"\\nb: c"\n')
})

test('passwords cost their full price, but in tests', () => {
  for (const [fast, rounds] of [
    [false, 12],
    [true, 4],
  ] as const) {
    const dir = makeTestDir('passwords')
    const at = 'http://127.0.0.1:1'
    const urls = { baseUrl: at, apiUrl: at, policyUrl: at, pushUrl: at, databaseUrl: 'postgres://a:b@127.0.0.1/c' }
    const roles = { withModule: true, withApplicationService: true }
    writeSynapseFiles({
      dir,
      serverName: 'localhost',
      port: 1,
      secrets: inject('stack').secrets,
      uploadLimitMb: 1,
      ...urls,
      ...roles,
      fast,
      say,
    })
    const written = readFileSync(join(dir, 'synapse', 'homeserver.yaml'), 'utf8')
    rmSync(dir, { recursive: true })
    expect(written).toContain(`\nbcrypt_rounds: ${rounds}\n`)
  }
})
