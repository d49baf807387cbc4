import { type Transaction, sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { ensureFirstFolder, insertFolder } from '../src/db/folders.ts'
import { BULK, NORMAL, URGENT } from '../src/db/jobs.ts'
import { ensureRooms } from '../src/db/rooms.ts'
import type { Schema } from '../src/db/schema.ts'
import { settle } from '../src/flows/settle-membership.ts'
import { some } from './support/rooms.ts'

const FOLDERS = 200
const asked = { source: 'essais', by: 'essais', priority: NORMAL }

/** A DAC with 200 folders, in a transaction of which nothing is kept: nobody works on what it queues. */
async function inALargeDac(act: (trx: Transaction<Schema>, dac: string) => Promise<void>): Promise<void> {
  const { db } = connect(inject('stack').databaseUrl, 1)
  const trx = await db.startTransaction().execute()
  const dac = some('dac')
  try {
    await sql`insert into structure (id, name, kind, dac) values (${dac}, 'DAC', 'DAC', true)`.execute(trx)
    await ensureRooms(trx, { scope: 'staff', ref: dac })
    await ensureFirstFolder(trx, dac, new Date())
    for (let made = 1; made < FOLDERS; made++) await insertFolder(trx, dac, `Classeur ${made}`, new Date())
    await act(trx, dac)
  } finally {
    await trx.rollback().execute()
    await db.destroy()
  }
}
async function employ(trx: Transaction<Schema>, dac: string, role: string): Promise<string> {
  const id = some('p')
  await sql`insert into person (id, given_name, family_name, profession, status, administrator, localpart) values (${id}, 'A', 'B', 'C', 'active', false, ${id})`.execute(trx) // prettier-ignore
  await sql`insert into employment (structure, person, source, role, start_at, requested_by) values (${dac}, ${id}, 'essais', ${role}, now() - interval '1 hour', 'essais')`.execute(trx) // prettier-ignore
  return id
}
/** What is queued of this DAC, by kind of room: how many and how urgent. */
async function queued(trx: Transaction<Schema>, dac: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ kind: string; n: number; priority: number }>`
    select r.kind, count(*)::int as n, max(j.priority) as priority from graphile_worker.jobs j
    join room r on j.key = 'room:' || r.kind || ':' || r.ref where coalesce(r.structure, r.ref) = ${dac} group by r.kind`.execute(trx)
  return Object.fromEntries(rows.map(({ kind, n, priority }) => [kind, [n, priority]]))
}
const forget = (trx: Transaction<Schema>, dac: string) =>
  sql`delete from graphile_worker._private_jobs
  where key in (select 'room:' || kind || ':' || ref from room where coalesce(structure, ref) = ${dac})`.execute(trx)
const where = (ref: string) => ({ scope: 'staff', ref }) as const

test('a departure closes two hundred folders before anything else, an arrival opens them after what others wait for, a change of role touches none', async () => {
  await inALargeDac(async (trx, dac) => {
    const person = await employ(trx, dac, 'member')
    await settle(trx, where(dac), asked, new Date())
    const staff = { space: [1, NORMAL], liaison: [1, NORMAL], 'documents-space': [1, NORMAL] }
    expect(await queued(trx, dac)).toEqual({ ...staff, 'journals-space': [1, NORMAL], documents: [FOLDERS, BULK] })

    await forget(trx, dac)
    await sql`update employment set role = 'editor' where person = ${person}`.execute(trx)
    await settle(trx, where(dac), asked, new Date())
    expect(await queued(trx, dac)).toEqual(staff)

    await forget(trx, dac)
    await sql`update employment set end_at = now() - interval '1 minute' where person = ${person}`.execute(trx)
    const from = performance.now()
    await settle(trx, where(dac), asked, new Date())
    expect(performance.now() - from).toBeLessThan(5_000)
    const urgent = Object.fromEntries(['space', 'liaison', 'documents-space', 'journals-space'].map((kind) => [kind, [1, URGENT]]))
    expect(await queued(trx, dac)).toEqual({ ...urgent, documents: [FOLDERS, URGENT] })
  })
})
