import { parseArgs } from 'node:util'
import { pino } from 'pino'
import type { Config } from './config.ts'
import { SCOPES, type Scope } from './contract.ts'
import { connect, migrate } from './db/connect.ts'
import { sealKeyOf } from './flows/audit/seal-chain.ts'
import { verifyChain } from './flows/audit/verify-chain.ts'
import { createKey } from './flows/manage-keys.ts'
import { rebuildIndex } from './flows/rebuild-index.ts'
import type { World } from './flows/world.ts'
import { worldOf } from './world-of.ts'

/** What an operator does by hand; each ends by itself. */
export const COMMANDS: Readonly<Record<string, (config: Config, args: string[]) => Promise<void>>> = {
  migrate: (config) => withDatabase(config, () => Promise.resolve()),
  'create-key': printKey,
  'rebuild-index': rebuild,
  'verify-events': verifyEvents,
}

async function withDatabase(config: Config, act: (db: World['db']) => Promise<void>): Promise<void> {
  const { db, pool } = connect(config.DATABASE_URL, 2)
  try {
    await migrate(db, pool)
    await act(db)
  } finally {
    await db.destroy()
  }
}

/** Whoever may run a command on the machine that holds the database. */
const AT_THE_MACHINE = { source: 'installation', by: 'installation' }

async function printKey(config: Config, args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { name: { type: 'string' }, scopes: { type: 'string' } } })
  const scopes = (values.scopes ?? '*').split(',')
  const unknown = scopes.find((scope) => !SCOPES.some((known) => known === scope))
  if (unknown !== undefined) throw new Error(`--scopes : « ${unknown} » n’existe pas. Droits : ${SCOPES.join(', ')}`)
  await withDatabase(config, async (db) => {
    const { key } = await createKey(
      { db, now: () => new Date() },
      { name: values.name ?? 'sans nom', scopes: scopes as Scope[] },
      AT_THE_MACHINE,
    )
    process.stdout.write(`${key}\n`)
  })
}

/** Tells every fault of the chain of events; the process ends with 1 when there is one. */
async function verifyEvents(config: Config): Promise<void> {
  await withDatabase(config, async (db) => {
    const key = config.AUDIT_KEY === undefined ? undefined : sealKeyOf(config.AUDIT_KEY).open
    const { verified, faults, faultCount } = await verifyChain(db, { key })
    for (const { fault, after, id } of faults) process.stdout.write(`${fault} : après ${after ?? 'le début'}, ${id ?? 'la fin'}\n`)
    process.stdout.write(`${verified} événements vérifiés, ${faultCount} rupture(s)\n`)
    if (faultCount > 0) process.exitCode = 1
  })
}

async function rebuild(config: Config, args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { room: { type: 'string' } } })
  await withDatabase(config, async (db) => {
    const world = worldOf(config, db, pino({ level: config.LOG_LEVEL }))
    await rebuildIndex(world, values.room, (progress) => process.stdout.write(`${progress}\n`))
    await world.decisions.stop()
  })
}
