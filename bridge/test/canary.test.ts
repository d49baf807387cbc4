import { execFile } from 'node:child_process'
import { type Socket, createServer, connect as dial } from 'node:net'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { CanaryReport, CanaryRun, Health } from '../src/contract.ts'
import { KINDS } from '../src/core/canary/kinds.ts'
import { connect } from '../src/db/connect.ts'
import { readCanaryHealth } from '../src/flows/canary/read-canary-health.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Doors, eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const SCRIPT = resolve(import.meta.dirname, '../../synapse-config/stack/canary.ts')

/** As an operator runs it. */
function npmRunCanary({ baseUrl, apiKey }: Pick<Doors, 'baseUrl' | 'apiKey'>): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [SCRIPT, '--url', baseUrl, '--key', apiKey], (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said: `${stdout}${stderr}` }),
    )
  })
}
const runOf = ({ told }: typeof stage, id: string | undefined) => told<CanaryReport>('GET', `/canary/runs/${id ?? ''}`)
/** The run whose report was printed: others may ask for one meanwhile. */
const runTold = (where: typeof stage, said: string) => runOf(where, /n° (\d+)/.exec(said)?.[1])
const healthOf = async ({ health }: typeof stage) => {
  const { status, body } = await health()
  const { parts } = body as unknown as Health
  return { status, canary: parts.find(({ part }) => part === 'canary') }
}

describe('on a sound installation', () => {
  let first: { code: number; said: string }
  let asked: CanaryRun[]
  beforeAll(async () => {
    asked = await Promise.all([1, 2, 3].map(() => stage.told<CanaryRun>('POST', '/canary/runs')))
    first = await npmRunCanary(inject('stack'))
  }, 900_000)

  test('everything is refused that must be, and the dated report says so, kind by kind', async () => {
    expect(first.said).toContain('Rien ne fuit.')
    expect(first.code).toBe(0)
    for (const { fr } of KINDS) expect(first.said).toContain(fr)
    const run = await runTold(stage, first.said)
    expect(run).toMatchObject({ outcome: 'clean', leaked: 0, failed: 0, cause: null, findings: [] })
    expect(run.tried).toBe(run.planned)
    expect(run.refused + run.allowed).toBe(run.tried)
    expect(run.kinds.map(({ kind }) => kind.en)).toEqual(KINDS.map(({ id }) => id))
    expect(Math.min(...run.kinds.map(({ tried }) => tried))).toBeGreaterThanOrEqual(60)
    expect(await healthOf(stage)).toMatchObject({
      canary: { status: 'ok', detail: expect.stringMatching(/^aucune fuite le .+ tentatives\)$/) },
    })
  })

  test('those that are asked for at once are one', async () => {
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    expect((await runTold(stage, first.said)).id).toBe(asked[0]?.id)
  })

  test('its people, circles and structures are in no list, search, count or event', async () => {
    for (const path of ['people', 'patients', 'structures', 'circles'])
      for (const query of ['search=canari', 'search=', 'limit=200']) {
        const { items } = await stage.told<{ items: { id: string }[] }>('GET', `/${path}?${query}`)
        expect(
          items.filter(({ id }) => id.startsWith('canari-')),
          `${path}?${query}`,
        ).toEqual([])
      }
    for (let after = '0', more = true; more;) {
      const { items, next } = await stage.told<{ items: unknown[]; next: string }>('GET', `/events?limit=500&after=${after}`)
      expect(items.filter((item) => JSON.stringify(item).includes('"canari-'))).toEqual([])
      more = items.length === 500
      after = next
    }
    expect((await stage.told<{ items: unknown[] }>('GET', '/circles?outOfStep=true&search=canari')).items).toEqual([])
  })

  test('nobody else names one of them: their identifiers are reserved at every door', async () => {
    const person = await stage.newPerson({}, { withPassword: false })
    const circle = await stage.newCircle((await stage.newStructure()).id)
    for (const [method, path, body] of [
      ['GET', '/people/canari-member'],
      ['PUT', '/people/canari-x', { givenName: 'A', familyName: 'B', profession: 'C' }],
      ['PUT', '/people/canari-member/password', { password: 'un mot de passe 42' }],
      ['DELETE', '/people/canari-member'],
      ['PUT', '/structures/canari-dac', { name: 'A', kind: 'B' }],
      ['PUT', '/patients/canari-usager', { displayName: 'A' }],
      ['PUT', '/services/canari-service', { name: 'A' }],
      ['PUT', `/circles/${circle.id}/members/canari-member`, { role: 'x' }],
      ['PUT', `/circles/${circle.id}/members`, { members: [{ personId: 'canari-member', role: 'x' }] }],
      ['PUT', `/circles/canari-cercle/members/${person.id}`, { role: 'x' }],
      ['GET', '/circles/canari-cercle/state'],
      ['GET', '/events?circleId=canari-cercle'],
    ] as const) {
      const answer = await stage.registry(method, path, body)
      expect([answer.status, JSON.stringify(answer.body)], `${method} ${path}`).toEqual([400, expect.stringContaining('réservés')])
    }
    const stolen = await stage.registry('PUT', '/people/quelqu-un', {
      givenName: 'A',
      familyName: 'B',
      profession: 'C',
      localpart: 'canari-member',
    })
    expect(stolen).toMatchObject({ status: 409, body: { code: 'LOCALPART_TAKEN' } })
  })

  test('only who holds every right asks for a run or reads a report', async () => {
    const { key } = await stage.told<{ key: string }>('POST', '/keys', { name: 'lecteur', scopes: ['events:read', 'circles:read'] })
    const { baseUrl } = inject('stack')
    for (const [method, path] of [
      ['GET', '/runs'],
      ['POST', '/runs'],
      ['GET', '/runs/1'],
    ] as const) {
      const answer = await fetch(`${baseUrl}/api/v1/canary${path}`, { method, headers: { authorization: `Bearer ${key}` } })
      expect(answer.status).toBe(403)
    }
    expect(await stage.registry('GET', '/canary/runs/999999999')).toMatchObject({ status: 404, body: { code: 'CANARY_RUN_UNKNOWN' } })
  })
})

describe('on an installation whose public address goes round the gateway', () => {
  let own: OwnStack
  let target = 0
  const open = new Set<Socket>()
  /** Connections that were kept lead nowhere else than before: they are closed. */
  const leadTo = (port: number): void => {
    target = port
    for (const socket of open) socket.destroy()
  }
  const bypass = createServer((from) => {
    const to = dial(target, '127.0.0.1')
    open.add(from)
    from.once('close', () => open.delete(from))
    from.pipe(to).pipe(from)
    from.on('error', () => to.destroy())
    to.on('error', () => from.destroy())
  })
  beforeAll(async () => {
    await new Promise<void>((done) => bypass.listen(0, '127.0.0.1', done))
    const address = bypass.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    own = await ownStack('canary-bypassed', { env: { PUBLIC_URL: `http://127.0.0.1:${port}` } })
    leadTo(Number(new URL(own.stack.synapseUrl).port))
  }, 120_000)
  afterAll(async () => {
    bypass.close()
    await own.end()
  }, 60_000)
  const door = async () => ({ baseUrl: own.stack.baseUrl, apiKey: await own.stack.createKey('exploitation', ['*']) })

  test('the leaks are found and told, /health turns red, and stays so until a run finds none', { timeout: 1_500_000 }, async () => {
    const { code, said } = await npmRunCanary(await door())
    expect(code, said).toBe(1)
    expect(said).toContain('Ancien membre du cercle · Lire le message : FUITE, le secret est dans la réponse (200)')
    const run = await runTold(own.stage, said)
    expect(run.outcome).toBe('leak')
    expect(run.leaked).toBeGreaterThan(50)
    // Who tried what, and the status: never a word of what was said.
    expect(JSON.stringify(run)).not.toContain('canarisecret')
    expect(await healthOf(own.stage)).toMatchObject({ status: 503, canary: { status: 'down' } })

    // A part is down: that is no clean run, and the alarm stays.
    leadTo(9)
    const without = await npmRunCanary(await door())
    expect(without.code, without.said).toBe(2)
    expect(await runTold(own.stage, without.said)).toMatchObject({ outcome: 'incomplete', cause: 'the-door-does-not-answer', tried: 0 })
    expect(await healthOf(own.stage)).toMatchObject({ status: 503, canary: { status: 'down' } })

    leadTo(Number(new URL(own.stack.baseUrl).port))
    // A crash in the middle: the run is taken up again and ends.
    const { id } = await own.stage.told<CanaryRun>('POST', '/canary/runs')
    await eventually(
      async () => expect((await own.stage.told<CanaryReport>('GET', `/canary/runs/${id}`)).tried).toBeGreaterThan(0),
      600_000,
    )
    await killAndRestart(own.stack.processes['work'])
    const ended = await eventually(async () => {
      const found = await own.stage.told<CanaryReport>('GET', `/canary/runs/${id}`)
      expect(found.finishedAt).not.toBeNull()
      return found
    }, 900_000)
    expect(ended).toMatchObject({ outcome: 'clean', findings: [] })
    expect(ended.tried).toBe(ended.planned)
    expect(await healthOf(own.stage)).toMatchObject({ canary: { status: 'ok' } })
  })
})

test('a canary that has been silent for three periods is not well, unless it is turned off', async () => {
  const { db } = connect(inject('stack').databaseUrl, 1)
  const inHours = (hours: number) => ({ db, zone: 'Europe/Paris', now: () => new Date(Date.now() + hours * 3_600_000) })
  try {
    expect(await readCanaryHealth(inHours(2), 60)).toMatchObject({ status: 'ok' })
    expect(await readCanaryHealth(inHours(4), 60)).toMatchObject({ status: 'degraded' })
    expect(await readCanaryHealth(inHours(4), 120)).toMatchObject({ status: 'ok' })
    expect(await readCanaryHealth(inHours(4), 0)).toMatchObject({ status: 'ok' })
  } finally {
    await db.destroy()
  }
})

test('what is not answered by a stack at all is no leak either', async () => {
  const { code, said } = await npmRunCanary({ baseUrl: 'http://127.0.0.1:9', apiKey: 'ccm_x' })
  expect([code, said.includes('Rien ne fuit')]).toEqual([2, false])
})
