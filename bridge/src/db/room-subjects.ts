import { sql } from 'kysely'
import type { RoomId, UserId } from '../core/ids.ts'
import type { RoomSubject, SpaceChild } from '../core/rooms/kind.ts'
import type { Db } from './connect.ts'
import type { RoomKey } from './rooms.ts'
import { underWay } from './under-way.ts'

/** Who describes a room, and when. `child`: of what lies in a Space, this room alone is looked for. */
export interface Describing {
  readonly bridge: UserId
  readonly serverName: string
  readonly now: Date
  readonly child?: string | undefined
}

/** What the description of a kind of room needs to know of its circle, structure, folder or person. */
export async function getRoomSubject(db: Db, room: RoomKey, { bridge, serverName, now, child }: Describing): Promise<RoomSubject> {
  const [titled, parent, children] = await Promise.all([getRoomTitle(db, room), findParent(db, room), listChildren(db, room, now, child)])
  return { ref: room.ref, ...titled, parent, children, bridge, serverName }
}

/** How it is called where the registry gives it a name, and whether it is closed. */
export async function getRoomTitle(db: Db, { kind, ref }: RoomKey): Promise<{ title: string; closed: boolean }> {
  const found = await findTitle(db, { kind, ref })
  if (found === undefined) throw new Error(`room ${kind} ${ref} has lost its subject`)
  return found
}

async function findTitle(db: Db, { kind, ref }: RoomKey): Promise<{ title: string; closed: boolean } | undefined> {
  switch (kind) {
    case 'journal': {
      const found = await db
        .selectFrom('circle')
        .innerJoin('patient', 'patient.id', 'circle.patient')
        .select(['display_name as title', 'status'])
        .where('circle.id', '=', ref)
        .executeTakeFirst()
      return found && { title: found.title, closed: found.status === 'closed' }
    }
    case 'documents': {
      const found = await db.selectFrom('folder').select(['name', 'archived_at']).where('id', '=', ref).executeTakeFirst()
      return found && { title: found.name, closed: found.archived_at !== null }
    }
    case 'space':
    case 'liaison':
    case 'documents-space': {
      const found = await db.selectFrom('structure').select('name').where('id', '=', ref).executeTakeFirst()
      return found && { title: found.name, closed: false }
    }
    case 'journals-space':
    case 'mail':
    case 'notifications':
      return { title: '', closed: false }
  }
}

async function findParent(db: Db, { kind, ref }: RoomKey): Promise<RoomId | null> {
  const above = { liaison: 'space', 'documents-space': 'space', 'journals-space': 'space', documents: 'documents-space' } as const
  if (!(kind in above)) return null
  const { rows } = await sql<{ room_id: RoomId | null }>`
    select above.room_id from room r join room above on above.kind = ${above[kind as keyof typeof above]} and above.ref = coalesce(r.structure, r.ref)
    where r.kind = ${kind} and r.ref = ${ref}`.execute(db)
  return rows[0]?.room_id ?? null
}

const FIRST = { liaison: '1', 'documents-space': '2', 'journals-space': '3' } as const

/** Rooms that exist and lie in this one. */
async function listChildren(db: Db, { kind, ref }: RoomKey, now: Date, child: string | undefined): Promise<SpaceChild[]> {
  const asked = child === undefined ? sql`` : sql`and r.room_id = ${child}`
  switch (kind) {
    case 'space': {
      const { rows } = await sql<{ room_id: RoomId; kind: keyof typeof FIRST }>`
        select r.room_id, r.kind from room r where r.room_id is not null ${asked}
          and (r.kind in ('liaison', 'documents-space') and r.ref = ${ref} or r.kind = 'journals-space' and r.structure = ${ref})`.execute(
        db,
      )
      return rows.map((row) => ({ room: row.room_id, order: FIRST[row.kind] }))
    }
    case 'documents-space': {
      const { rows } = await sql<{ room_id: RoomId; folded_name: string; archived: boolean }>`
        select r.room_id, f.folded_name, f.archived_at is not null as archived from room r join folder f on f.id = r.ref
        where r.kind = 'documents' and r.scope = 'staff' and r.members_of = ${ref} and r.room_id is not null ${asked}`.execute(db)
      return rows.map((row) => ({ room: row.room_id, order: orderOf(row.folded_name, row.archived) }))
    }
    // No order: a patient's name there would stay readable in the past of the sub-space to one who has left the circle.
    case 'journals-space': {
      const { rows } = await sql<{ room_id: RoomId }>`
        select distinct r.room_id from journal_space j
        join belonging b on b.scope = 'circle' and b.person = j.person and ${underWay('b', now)}
        join circle c on c.id = b.ref and c.structure = j.structure
        join room r on r.kind = 'journal' and r.ref = c.id and r.room_id is not null ${asked}
        where j.id = ${ref}`.execute(db)
      return rows.map((row) => ({ room: row.room_id }))
    }
    case 'journal':
    case 'liaison':
    case 'documents':
    case 'mail':
    case 'notifications':
      return []
  }
}

/** By its name, archived ones last: a folder that is renamed moves alone, whatever the others are. */
const orderOf = (foldedName: string, archived: boolean): string =>
  `${archived ? '2' : '1'} ${foldedName.replace(/[^ -~]/g, '')}`.slice(0, 50)
