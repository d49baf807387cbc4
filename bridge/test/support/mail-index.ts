import { sql } from 'kysely'
import { pino } from 'pino'
import type { SharedStack } from '../../../synapse-config/stack/shared-stack.ts'
import { connect } from '../../src/db/connect.ts'
import { rebuildIndex } from '../../src/flows/rebuild-index.ts'
import { decisionLog } from '../../src/flows/record-decisions.ts'
import { matrixClient } from '../../src/matrix/client.ts'
import { NO_BRAKE } from './no-brake.ts'

type Stack = Pick<SharedStack, 'databaseUrl' | 'synapseUrl' | 'secrets' | 'serverName'>

/** Everything that is known of what was said and read in this room is gone. */
export async function loseIndex({ databaseUrl }: Stack, room: string): Promise<void> {
  const { db } = connect(databaseUrl, 1)
  for (const table of ['mail_file', 'mail', 'receipt', 'room_event', 'timeline_check'])
    await sql`delete from ${sql.table(table)} where ref = (select ref from room where room_id = ${room})`.execute(db)
  await db.destroy()
}

/** What an operator does by `rebuild-index --room`. */
export async function makeIndexAnew({ databaseUrl, synapseUrl: homeserverUrl, secrets, serverName }: Stack, room: string): Promise<void> {
  const { db } = connect(databaseUrl, 2)
  const log = pino({ level: 'silent' })
  const now = () => new Date()
  const decisions = decisionLog({ db, log, now }, { instance: 'essais', serverName, lost: () => undefined })
  try {
    const matrix = matrixClient({ ...secrets, serverName, homeserverUrl })
    await rebuildIndex({ db, matrix, serverName, zone: 'Europe/Paris', brake: NO_BRAKE, log, now, decisions }, room, () => undefined)
  } finally {
    await decisions.stop()
    await db.destroy()
  }
}
