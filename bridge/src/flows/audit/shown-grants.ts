import type { ReadablePlace, Reader, Readers } from '../../contract.ts'
import type { Grant, Span } from '../../core/could-read.ts'
import type { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import type { PlaceRef } from '../../db/audit/could-read.ts'
import type { Db } from '../../db/connect.ts'
import { readHead } from '../../db/event-chain.ts'
import { type Replaced, listReplaced } from '../../db/substitutions/records.ts'
import { substitutionOf } from '../substitutions/derive-substitutes.ts'

export type Place = PlaceRef | { readonly scope: 'mail'; readonly ref: string }
export type Shown = Reader['grants'][number]

export const dates = ({ from, to }: Span) => ({ from: from.toISOString(), to: to?.toISOString() ?? null })
/** Whom those replace who are there by a substitution. */
export const replacedIn = (db: Db, grants: readonly Grant[]): Promise<Map<string, Replaced>> =>
  listReplaced(
    db,
    grants.flatMap(({ source }) => substitutionOf(source) ?? []),
  )

export function toShown({ scope }: PlaceRef, grant: Grant, replaced: ReadonlyMap<string, Replaced>): Shown {
  const substitution = substitutionOf(grant.source)
  const whom = replaced.get(substitution ?? '')
  return {
    ...dates(grant),
    provenance: substitution === undefined ? (scope === 'circle' ? 'membership' : 'employment') : 'substitution',
    source: grant.source,
    askedBy: grant.by,
    role: grant.role,
    replaces: whom === undefined ? null : { personId: whom.personId as PersonId, name: fullName(whom) },
    reason: grant.reason,
    eventId: grant.event,
  }
}

/** Up to where the record goes on which an answer rests. */
export async function chainNow(db: Db): Promise<Readers['chain']> {
  const { lastId, hash } = await readHead(db)
  return { lastId, hash: hash.toString('hex') }
}

export function toPlace(place: Place, names: ReadonlyMap<string, string>): ReadablePlace {
  const kind = ({ circle: 'journal', staff: 'staff', mail: 'mail' } as const)[place.scope]
  return {
    kind,
    circleId: place.scope === 'circle' ? (place.ref as CircleId) : null,
    structureId: place.scope === 'staff' ? (place.ref as StructureId) : null,
    name: names.get(`${place.scope} ${place.ref}`) ?? null,
  }
}
