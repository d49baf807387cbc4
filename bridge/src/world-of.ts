import { hostname } from 'node:os'
import type { Config } from './config.ts'
import { decisionLog } from './flows/record-decisions.ts'
import type { World } from './flows/world.ts'
import { matrixClient } from './matrix/client.ts'
import { decisionsLost } from './metrics.ts'

/** What every flow of this process is given, as the environment says. */
export const worldOf = (config: Config, db: World['db'], log: World['log']): World => ({
  db,
  log,
  serverName: config.SERVER_NAME,
  zone: config.TIME_ZONE,
  brake: brakeOf(config),
  decisions: decisionLog(
    { db, log, now: () => new Date() },
    {
      instance: `${hostname()} ${config.ROLES.join('+')} ${process.pid}`,
      serverName: config.SERVER_NAME,
      lost: (count) => decisionsLost.inc(count),
    },
  ),
  matrix: matrixClient({
    homeserverUrl: config.HOMESERVER_URL,
    serverName: config.SERVER_NAME,
    asToken: config.AS_TOKEN,
    registrationSecret: config.REGISTRATION_SECRET,
  }),
  now: () => new Date(),
})

const brakeOf = (config: Config): World['brake'] => ({
  windowMinutes: config.BRAKE_WINDOW_MINUTES,
  place: { percent: config.BRAKE_CIRCLE_PERCENT, floor: config.BRAKE_CIRCLE_PEOPLE },
  structure: { percent: config.BRAKE_STRUCTURE_PERCENT, floor: config.BRAKE_STRUCTURE_ENDINGS },
  platform: { percent: config.BRAKE_PLATFORM_PERCENT, floor: config.BRAKE_PLATFORM_ENDINGS },
})
