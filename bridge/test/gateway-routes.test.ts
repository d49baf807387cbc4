import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { classify } from '../src/http/gateway/classify.ts'

const root = resolve(import.meta.dirname, '../..')

interface SynapseRoute {
  method: string
  pattern: string
  servlet: string
}
/** What the pinned Synapse itself registers, on the stack of these tests. */
async function routesOfSynapse(): Promise<SynapseRoute[]> {
  const python = join(root, '.local', 'synapse-venv', 'bin', 'python')
  const script = join(root, 'synapse-config', 'audit', 'list_routes.py')
  const env = { ...process.env, PYTHONPATH: join(root, 'synapse-config', 'module') }
  const { stdout } = await promisify(execFile)(python, [script, inject('stack').synapseConfig], { env, maxBuffer: 10_000_000 })
  return JSON.parse(stdout) as SynapseRoute[]
}

/** Paths that a pattern of Synapse matches: one for each of its alternatives. */
function samples(pattern: string): string[] {
  const template = pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace('(?P<path>pushrules/.*)', 'pushrules/global/')
    .replace(/\(\?P<membership_action>([^)]*)\)/, '($1)')
    .replace(/\(\?P<field_name>(\w+)\)/, '$1')
    .replace(/\(\?P<[a-z_]+>\[[^\]]*\][*+]\)/g, 'x')
    .replaceAll('\\.', '.')
  return expand(template)
}
function expand(template: string): string[] {
  const group = /\(([^()]*)\)(\?)?/.exec(template)
  if (group === null) return [template]
  const [whole, inside = '', optional] = group
  const choices = optional === undefined ? inside.split('|') : ['', inside]
  return choices.flatMap((choice) => expand(template.slice(0, group.index) + choice + template.slice(group.index + whole.length)))
}

test('every route that the pinned Synapse registers is classified, and none of its administration is', async () => {
  const routes = await routesOfSynapse()
  expect(routes.length).toBeGreaterThan(150)
  const unknown = routes.flatMap(({ method, pattern, servlet }) =>
    samples(pattern)
      .filter((path) => path.startsWith('/_synapse/') === (classify(method, path) !== undefined))
      .map((path) => `${method} ${path} (${servlet})`),
  )
  expect(unknown).toEqual([])
})

test('whatever names a room by its path is asked about that room, joining, leaving and forgetting apart', async () => {
  const named = (await routesOfSynapse()).filter(
    ({ pattern }) => pattern.startsWith('^/_matrix') && /\?P<room_id(entifier)?>/.test(pattern),
  )
  const open = named.flatMap(({ method, pattern }) => samples(pattern).filter((path) => classify(method, path)?.treatment === 'pass'))
  expect(open.filter((path) => !/\/(rooms\/x\/(join|leave|forget)|join\/x)(\/x)?$/.test(path))).toEqual([])
  const asked = named.flatMap(({ method, pattern }) => samples(pattern).map((path) => classify(method, path)))
  expect(asked.filter((found) => found?.treatment === 'room' && found.room !== 'x')).toEqual([])
})

const ROOM = '!abc:localhost'
test.each([
  ['plain', `/_matrix/client/v3/rooms/${ROOM}/messages`, ROOM],
  ['escaped', '/_matrix/client/v3/rooms/%21abc%3Alocalhost/messages', ROOM],
  ['an old version', `/_matrix/client/r0/rooms/${ROOM}/messages`, ROOM],
  ['a very old version', `/_matrix/client/api/v1/rooms/${ROOM}/messages`, ROOM],
  ['escaped twice is another room', '/_matrix/client/v3/rooms/%2521abc:localhost/messages', '%21abc:localhost'],
])('a room is read from the path as Synapse reads it: %s', (_what, path, room) => {
  expect(classify('GET', path)).toMatchObject({ treatment: 'room', room })
  expect(classify('HEAD', path)).toMatchObject({ treatment: 'room', room })
})

test.each([
  ['a trailing slash', `/_matrix/client/v3/rooms/${ROOM}/messages/`],
  ['two slashes', `/_matrix/client/v3//rooms/${ROOM}/messages`],
  ['an escaped letter of a fixed part', `/_matrix/client/v3/%72ooms/${ROOM}/messages`],
  ['an escaped slash of a fixed part', `/_matrix/client/v3%2Frooms/${ROOM}/messages`],
  ['dots', `/_matrix/client/v3/rooms/${ROOM}/../messages`],
  ['escaped dots', `/_matrix/client/v3/rooms/%2e%2e/messages`],
  ['a broken escape', '/_matrix/client/v3/rooms/%zz/messages'],
  ['an escape that is no UTF-8', '/_matrix/client/v3/rooms/%ff/messages'],
  ['a control character', '/_matrix/client/v3/rooms/%00/messages'],
  ['a version that is not', `/_matrix/client/v9/rooms/${ROOM}/messages`],
  ['capitals', `/_matrix/client/V3/rooms/${ROOM}/messages`],
  ['an empty room', '/_matrix/client/v3/rooms//messages'],
  ['administration', '/_synapse/admin/v1/rooms'],
  ['administration behind the client', '/_matrix/client/../../_synapse/admin/v1/rooms'],
  ['federation', '/_matrix/federation/v1/openid/userinfo'],
])('what Synapse would read otherwise, or not at all, does not exist: %s', (_what, path) => {
  expect(classify('GET', path)).toBeUndefined()
})
