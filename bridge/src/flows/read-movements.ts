import { type Caller, type Movement, type MovementFilter, mayDo } from '../contract.ts'
import { type RoomSeen, applying } from '../core/applied.ts'
import type { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { Page } from '../db/cursor.ts'
import { type MovementRow, type RoomOf, type StoredPeriod, listMovements } from '../db/movements.ts'
import { type Replaced, listReplaced } from '../db/substitutions/records.ts'
import { substitutionOf } from './substitutions/derive-substitutes.ts'
import type { World } from './world.ts'

/** What was said of where people belong. Whom and why is for those alone who may read it. */
export async function readMovements({ db, now }: World, filter: MovementFilter, caller: Caller): Promise<Page<Movement>> {
  const at = now()
  const { items, next } = await listMovements(db, filter, at)
  const replaced = await listReplaced(
    db,
    items.flatMap(({ source }) => substitutionOf(source) ?? []),
  )
  return { items: items.map((row) => toMovement(row, replaced.get(substitutionOf(row.source) ?? ''), caller, at)), next }
}

function toMovement(row: MovementRow, replaced: Replaced | undefined, caller: Caller, now: Date): Movement {
  const [reads, ofPeople] = [mayDo(caller, row.circle === null ? 'structures:read' : 'circles:read'), mayDo(caller, 'people:read')]
  const change = row.type.split('.')[1] as Movement['change']
  const begins = change === 'added' || change === 'changed' ? row.after : null
  const due = begins === null ? row.at : new Date(Math.max(row.at.getTime(), Date.parse(begins.start)))
  const { state, at, late } = applying({ due, stands: row.stands, rooms: row.rooms.map(toSeen) }, now)
  const [worst] = late.toSorted((one, other) => other.attempts - one.attempts)
  return {
    id: row.id,
    at: row.at.toISOString(),
    change,
    circleId: row.circle as CircleId | null,
    structureId: row.structure as StructureId | null,
    place: reads ? row.place : null,
    personId: row.person as PersonId,
    personName: ofPeople && row.givenName !== null ? fullName({ givenName: row.givenName, familyName: row.familyName ?? '' }) : null,
    personStatus: row.status,
    before: stated(row.before),
    after: stated(row.after),
    source: row.source,
    by: ofPeople ? row.by : null,
    replaces: ofPeople && replaced !== undefined ? { personId: replaced.personId as PersonId, name: fullName(replaced) } : null,
    reason: ofPeople && reads ? row.reason : null,
    applied: {
      state,
      at: at?.toISOString() ?? null,
      rooms: late.map(({ kind, ref }) => ({ kind: kind as Movement['applied']['rooms'][number]['kind'], ref })),
      since: worst?.since?.toISOString() ?? null,
      attempts: worst?.attempts ?? 0,
      nextTry: worst?.nextTry?.toISOString() ?? null,
      cause: worst?.cause ?? null,
    },
  }
}

const stated = (period: StoredPeriod | null): Movement['after'] => period && { role: period.role, start: period.start, end: period.end }
const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
const toSeen = (room: RoomOf): RoomSeen => ({
  ...room,
  followedAt: instant(room.followedAt),
  since: instant(room.since),
  nextTry: instant(room.nextTry),
})
