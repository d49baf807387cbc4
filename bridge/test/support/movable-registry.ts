import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Logger, runOnce } from 'graphile-worker'
import { pino } from 'pino'
import { inject } from 'vitest'
import { databasesOf } from '../../../synapse-config/stack/databases.ts'
import { connect, migrate } from '../../src/db/connect.ts'
import { catchUp } from '../../src/flows/compare-everything.ts'
import { createKey } from '../../src/flows/manage-keys.ts'
import { settleOnTime } from '../../src/flows/settle-membership.ts'
import { endDeparted } from '../../src/flows/departures/end-departed.ts'
import { endSubstitution } from '../../src/flows/substitutions/end-substitution.ts'
import type { World } from '../../src/flows/world.ts'
import { answerFault } from '../../src/http/answer-fault.ts'
import { departures } from '../../src/http/departures.ts'
import { folders } from '../../src/http/folders.ts'
import { registry } from '../../src/http/registry.ts'
import { substitutions } from '../../src/http/substitutions.ts'
import { type Answer, ask } from './rooms.ts'
import { NO_BRAKE } from './no-brake.ts'

export interface MovableRegistry {
  world: World
  clock: { at: Date }
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Everything that is due by the clock, and everything that was queued, is done. */
  work(): Promise<void>
  end(): Promise<void>
}

/** The registry, its doors and its queue on a database of its own and by a clock that the test moves; no homeserver. */
export async function movableRegistry(): Promise<MovableRegistry> {
  const name = `horloge_${randomBytes(6).toString('hex')}`
  const { databaseUrl, serverName } = inject('stack')
  const all = databasesOf(databaseUrl)
  await all.createDatabase(name)
  const { db, pool } = connect(all.urlOf(name), 6)
  await migrate(db, pool)
  // After the queue's own clock: what is planned by the calendar waits for `work`.
  const clock = { at: new Date('2040-01-01T08:00:00Z') }
  const log = pino({ level: 'silent' })
  const decisions = { record: () => undefined, stop: () => Promise.resolve() }
  const world: World = {
    db,
    matrix: {} as World['matrix'],
    serverName,
    zone: 'Europe/Paris',
    brake: NO_BRAKE,
    log,
    decisions,
    now: () => new Date(clock.at),
  }
  const { key } = await createKey(world, { name: 'portail', scopes: ['*'] }, { source: 'essai', by: 'essai' })

  const app = express()
  app.set('query parser', 'simple')
  app.use('/api/v1', express.json(), registry(world), folders(world), substitutions(world), departures(world))
  app.use((error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction) =>
    answerFault(error, request, response, log),
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const taskList = {
    settle: (where: unknown) => settleOnTime(world, where as Parameters<typeof settleOnTime>[1]),
    'end-departed': (payload: unknown) => endDeparted(world, payload as Parameters<typeof endDeparted>[1]),
    'end-substitution': (payload: unknown) => endSubstitution(world, (payload as { substitution: string }).substitution),
  }
  return {
    world,
    clock,
    call: (method, path, body) => ask(`http://127.0.0.1:${port}/api/v1${path}`, method, key, body),
    async work() {
      await catchUp(world)
      await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: new Logger(() => () => undefined) })
    },
    async end() {
      await new Promise((resolve) => server.close(resolve))
      await db.destroy()
      await all.dropDatabase(name)
    },
  }
}
