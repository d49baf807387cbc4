import type { Db } from './connect.ts'

export interface Heartbeat {
  readonly instance: string
  readonly boot: string
  readonly version: string
  readonly seenAt: Date
}

/** Notes that a process of the homeserver lives with our module in it. Gives true when it is not the process seen before. */
export async function setHeartbeat(db: Db, { instance, boot, version, seenAt }: Heartbeat): Promise<boolean> {
  const before = await db.selectFrom('module_heartbeat').select('boot').where('instance', '=', instance).executeTakeFirst()
  await db
    .insertInto('module_heartbeat')
    .values({ instance, boot, version, seen_at: seenAt })
    .onConflict((conflict) => conflict.column('instance').doUpdateSet({ boot, version, seen_at: seenAt }))
    .execute()
  return before?.boot !== boot
}

export async function listHeartbeats(db: Db): Promise<Heartbeat[]> {
  const rows = await db.selectFrom('module_heartbeat').selectAll().orderBy('instance').limit(200).execute()
  return rows.map((row) => ({ instance: row.instance, boot: row.boot, version: row.version, seenAt: row.seen_at }))
}
