import { type Server, createServer } from 'node:http'
import { hostname } from 'node:os'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { COMMANDS } from './commands.ts'
import { type Config, type Role, readConfig } from './config.ts'
import { emailSettings } from './email-settings.ts'
import { smtpAnswers } from './flows/emails/smtp-answers.ts'
import { announceProcess } from './flows/platform/own-processes.ts'
import { connect, migrate } from './db/connect.ts'
import { listenAccessEnded } from './db/readers.ts'
import { sealKeyOf } from './flows/audit/seal-chain.ts'
import { fileGuard } from './flows/guard-files.ts'
import { readingGuard } from './flows/guard-reading.ts'
import { type VirusScanner, virusScanner } from './flows/virus-scanner.ts'
import type { ArchiveSettings } from './flows/retention/settings.ts'
import { startDeliveries } from './flows/webhooks/deliver-webhooks.ts'
import { postEvent } from './flows/webhooks/post-event.ts'
import { resolveAddress } from './flows/webhooks/resolve-address.ts'
import type { World } from './flows/world.ts'
import { apiApp } from './http/api.ts'
import { openRequests } from './http/gateway/open-requests.ts'
import { ownAnswers } from './http/gateway/own-answers.ts'
import { gatewayServer } from './http/gateway/server.ts'
import { policyServer } from './http/policy.ts'
import { pushDoor } from './http/push.ts'
import { pushSettings } from './push-settings.ts'
import { startWork } from './tasks.ts'
import { worldOf } from './world-of.ts'

type Stop = () => Promise<void>

/** Builds the world and starts the roles that the environment asks for; stops them in order at SIGTERM or SIGINT. */
async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL, base: { roles: config.ROLES.join('+') } })
  const stops: Stop[] = []
  const stopAll = async (code: number) => {
    setTimeout(() => process.exit(1), 8_000).unref()
    for (const stop of stops.toReversed()) await stop().catch(() => undefined)
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopAll(0))

  const { db, pool } = connect(config.DATABASE_URL, config.ROLES.includes('work') ? 24 : 10)
  stops.push(() => db.destroy())
  await untilItWorks('the database is not ready yet', () => migrate(db, pool), log)
  const world = worldOf(config, db, log)
  stops.push(() => world.decisions.stop())
  const announce = async (role: Role) => stops.push(await announceProcess(world, placeOf(role, config)))
  if (config.ROLES.includes('gateway')) {
    stops.push(await startGateway(world, pool, config))
    await announce('gateway')
  }
  if (config.ROLES.includes('policy')) {
    stops.push(await listen(policyServer(world, config.POLICY_SECRET), config.POLICY_PORT, '127.0.0.1'))
    await announce('policy')
  }
  if (config.ROLES.includes('api')) {
    const push = pushSettings(config)
    if (push !== undefined) stops.push(await listen(createServer(pushDoor(world, push)), config.PUSH_PORT, config.PUSH_HOST))
    const app = apiApp(world, {
      publicUrl: config.PUBLIC_URL,
      hsToken: config.HS_TOKEN,
      linkSecret: config.LINK_SECRET,
      policyUrl: config.POLICY_URL,
      synapseProcesses: config.SYNAPSE_PROCESSES,
      scanner: scannerOf(config),
      smtp: config.SMTP_URL !== undefined,
      mailAnswers: config.SMTP_URL === undefined ? undefined : smtpAnswers(config.SMTP_URL),
      accessLinkMinutes: config.ACCESS_LINK_MINUTES,
      firstAccessHours: config.ACCESS_FIRST_HOURS,
      pdfKey:
        config.AUDIT_P12 === undefined ? undefined : { p12: Buffer.from(config.AUDIT_P12, 'base64'), password: config.AUDIT_P12_PASSWORD },
      canaryEveryMinutes: config.CANARY_EVERY_MINUTES,
      importDays: config.IMPORT_KEPT_DAYS,
      retention: { afterDays: config.RETENTION_CLOSED_DAYS, archive: archiveOf(config) },
      webhooks: webhookDoors(config),
      push,
    })
    stops.push(await listen(createServer(app), config.API_PORT, '127.0.0.1'))
    await announce('api')
  }
  if (config.ROLES.includes('work')) {
    const work = await startWorkWhenPossible(world, pool, config)
    stops.push(() => work.stop())
    const deliveries = startDeliveries(world, { ...webhookDoors(config), retries: retriesOf(config) })
    stops.push(() => deliveries.stop())
    await announce('work')
    // The queue ends when the database is lost for good: whoever supervises us starts anew.
    void work.ended.then(() => stopAll(1))
  }
  log.info('started')
}

/** Where a role of this process runs: by its door, which no other process has on this machine. */
const placeOf = (role: Role, { PUBLIC_PORT, POLICY_PORT, API_PORT }: Config) => {
  const door = { gateway: PUBLIC_PORT, policy: POLICY_PORT, api: API_PORT, work: undefined }[role]
  return { role, instance: door === undefined ? hostname() : `${hostname()}:${door}` }
}

/** The public port. While it does not hear from the database who loses access, nothing stays open: what is asked anew is decided anew. */
async function startGateway(world: World, pool: Pool, config: Config): Promise<Stop> {
  const open = openRequests()
  const guard = readingGuard(world)
  const accessEnded = (localpart: string) => {
    guard.forgetPerson(`@${localpart}:${config.SERVER_NAME}`)
    open.cut(`@${localpart}:${config.SERVER_NAME}`)
  }
  let stopping = false
  let stopListening = () => undefined as void
  const hear = async (): Promise<void> => {
    try {
      const { lost, stop } = await listenAccessEnded(pool, accessEnded)
      stopListening = stop
      await lost
    } catch (error) {
      world.log.warn({ cause: (error as Error).name }, 'the gateway does not hear the database')
    }
    open.cutAll()
    if (!stopping) setTimeout(() => void hear(), 500)
  }
  void hear()
  const { HOMESERVER_URL: homeserverUrl, API_URL: apiUrl, PUBLIC_URL: publicUrl, SERVER_NAME: serverName, WEB_DIR: webDir } = config
  const inside = { asToken: config.AS_TOKEN, trustedProxies: config.TRUSTED_PROXIES }
  const settings = { homeserverUrl, apiUrl, publicUrl, serverName, webDir, uploadMinutes: config.UPLOAD_MINUTES, ...inside }
  const files = fileGuard(world, { limitMb: config.UPLOAD_LIMIT_MB, scanner: scannerOf(config) })
  const server = gatewayServer(
    settings,
    guard,
    open,
    ownAnswers(world, { homeserverUrl, mediaStore: config.MEDIA_STORE_PATH }, files, open),
    world.log,
  )
  const close = await listen(server, config.PUBLIC_PORT, config.PUBLIC_HOST)
  return async () => {
    stopping = true
    stopListening()
    await close()
  }
}

const scannerOf = ({ CLAMAV_URL: url }: Config): VirusScanner | undefined => (url === undefined ? undefined : virusScanner(url))

const archiveOf = ({ ARCHIVE_FOLDER: folder, ARCHIVE_RECIPIENT: recipient }: Config): ArchiveSettings | undefined =>
  folder === undefined || recipient === undefined ? undefined : { folder, recipient }

const webhookDoors = ({ WEBHOOKS_ALLOW: allow, WEBHOOKS_NAME_SERVERS: nameServers }: Config) => {
  const resolve = resolveAddress({ allow, nameServers })
  return { resolve, post: postEvent(resolve) }
}
const retriesOf = ({ WEBHOOKS_RETRY_SECONDS: firstSeconds, WEBHOOKS_GIVE_UP_HOURS: giveUpAfterHours }: Config) => ({
  firstSeconds,
  giveUpAfterHours,
})

/** The homeserver may start after us: the doors are open meanwhile, and changes wait in the queue. */
const startWorkWhenPossible = (world: World, pool: Pool, config: Config) =>
  untilItWorks('the work cannot start yet', () => startWork(world, pool, workSettings(config)), world.log)

const workSettings = (config: Config) => ({
  compareEveryMinutes: config.COMPARE_EVERY_MINUTES,
  decisionsKeptDays: config.DECISIONS_KEPT_DAYS,
  decisionsKeptAtMost: config.DECISIONS_KEPT_AT_MOST,
  canaryEveryMinutes: config.CANARY_EVERY_MINUTES,
  publicUrl: config.PUBLIC_URL,
  mails: { remindHours: config.MAIL_REMIND_HOURS, tellSenderHours: config.MAIL_TELL_SENDER_HOURS },
  email: emailSettings(config),
  exports: { secret: config.LINK_SECRET, minutes: config.EXPORT_MINUTES },
  accessLinkMinutes: config.ACCESS_LINK_MINUTES,
  importDays: config.IMPORT_KEPT_DAYS,
  archive: archiveOf(config),
  sealKey: config.AUDIT_KEY === undefined ? undefined : sealKeyOf(config.AUDIT_KEY),
  files: { looseHours: config.LOOSE_FILE_HOURS, uploadMinutes: config.UPLOAD_MINUTES, confirmSeconds: config.CONFIRM_SECONDS },
})

/** What we need may start after us, or be at its own migrations: we wait for it instead of dying. */
async function untilItWorks<Result>(what: string, act: () => Promise<Result>, log: World['log']): Promise<Result> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      log.warn({ cause: (error as Error).message.slice(0, 200) }, what)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<Stop> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () =>
      resolve(
        () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      ),
    )
  })
}

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2)
  const config = readConfig(process.env)
  if (command === undefined) return serve(config)
  const act = COMMANDS[command]
  if (act !== undefined) return act(config, args)
  throw new Error(
    `Commande inconnue : ${command}. On connaît : (rien), migrate, create-key --name N --scopes a,b, rebuild-index [--room ID]`,
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
