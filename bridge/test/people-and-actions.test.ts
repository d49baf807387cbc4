import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ROUTES, type Route } from '../src/contract.ts'
import { expectationOf, isTried } from '../src/core/canary/attempt.ts'
import { ATTEMPTS } from '../src/core/canary/attempts/index.ts'
import { KINDS } from '../src/core/canary/kinds.ts'
import { type Prepared, prepareGround } from '../src/flows/canary/prepare-ground.ts'
import { type Walking, walkAttempts } from '../src/flows/canary/walk-attempts.ts'
import { watchRooms } from '../src/flows/canary/watch-rooms.ts'
import { publicDoor } from '../src/matrix/public-door.ts'
import { registrarOfApi } from './support/registrar-of-api.ts'
import { sharedStage, some } from './support/rooms.ts'

// The matrix: every kind of person tries every attempt of the table (core/canary), through the public port.
const { baseUrl, serverName } = inject('stack')
const door = publicDoor(baseUrl)
const once = () => some('x')
let prepared: Prepared
let walking: Omit<Walking, 'token'>

beforeAll(async () => {
  const mine = some('essai')
  const name = (what: string) => `${mine}-${what}`
  prepared = await prepareGround({ registrar: registrarOfApi(sharedStage()), name, door, serverName, once, pause })
  const { ground, witness } = prepared
  walking = { ground, door, watch: watchRooms(door, witness, ground.rooms), live: false, once, pause }
}, 240_000)
afterAll(() => prepared.end())

test('the matrix has at least eight kinds of people, and each tries at least sixty things, all named once', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(8)
  for (const kind of KINDS)
    for (const live of [false, true])
      expect(ATTEMPTS.filter((attempt) => isTried(attempt, kind, { live })).length, kind.id).toBeGreaterThanOrEqual(60)
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length)
  expect(new Set(ATTEMPTS.map(({ id }) => id)).size).toBe(ATTEMPTS.length)
  expect(new Set(ATTEMPTS.map(({ fr }) => fr)).size).toBe(ATTEMPTS.length)
})

test('every address of a DAC’s side is in the table', () => {
  const ofDacs = Object.values(ROUTES as Record<string, Route>).filter(
    ({ staff, path }) => staff !== undefined || /^\/held-changes|\/departure(\/|$)|^\/people\/:id\/(liaison|documents)/.test(path),
  )
  expect(ofDacs.length).toBeGreaterThanOrEqual(24)
  const tried = ({ method, path }: Route) => {
    const pattern = new RegExp(`^/api/v1${path.replace(/:\w+/g, '[^/?]+')}(\\?|$)`)
    return ATTEMPTS.some((attempt) => attempt.method.toLowerCase() === method && pattern.test(attempt.path))
  }
  expect(ofDacs.filter((route) => !tried(route)).map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

test('on a running installation nobody leaves a trace but the few proofs that what is allowed still works', () => {
  const traces = KINDS.flatMap((kind) =>
    ATTEMPTS.filter((attempt) => isTried(attempt, kind, { live: true }))
      .filter((attempt) => !['GET', 'HEAD'].includes(attempt.method) && attempt.list !== true && expectationOf(attempt, kind) !== 'refused')
      .map(({ id }) => id),
  )
  expect([...new Set(traces)].toSorted()).toEqual([
    'deletes what they have just said',
    'starts a chat with a colleague',
    'writes a message',
  ])
})

describe('through the public port, everybody is answered what is theirs and refused the rest:', () => {
  test.for([...KINDS])('$id', { timeout: 120_000 }, async (kind) => {
    const { found, tried, refused, allowed } = await walkAttempts(kind, { ...walking, token: prepared.tokenOf(kind) })
    const faults = found.map(({ attempt, finding, status }) => {
      const sent = ATTEMPTS.find(({ id }) => id === attempt)
      return `${kind.id} · ${attempt} (${sent?.method ?? ''} ${sent?.path ?? ''}): expected ${sent === undefined ? 'nothing' : expectationOf(sent, kind)}, got ${status}, ${finding}`
    })
    expect(faults).toEqual([])
    expect(refused + allowed).toBe(tried)
  })
})
