import type { ReadablePlace, Reader, Readers } from '../../contract.ts'
import type { Grant, Span } from '../../core/could-read.ts'
import type { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import * as record from '../../db/audit/could-read.ts'
import type { Db } from '../../db/connect.ts'
import { readHead } from '../../db/event-chain.ts'

export type Place = record.PlaceRef | { readonly scope: 'mail'; readonly ref: string }
export type Shown = Reader['grants'][number]
/** The source of periods that follow from a substitution (flows/substitutions/derive-substitutes.ts). */
const SUBSTITUTION = /^remplacement-(\d{1,18})$/

export const dates = ({ from, to }: Span) => ({ from: from.toISOString(), to: to?.toISOString() ?? null })
export type Replaced = Awaited<ReturnType<typeof record.listReplacedBy>>
/** Whom those replace who are there by a substitution. */
export const replacedIn = (db: Db, grants: readonly Grant[]): Promise<Replaced> =>
  record.listReplacedBy(
    db,
    grants.flatMap(({ source }) => SUBSTITUTION.exec(source)?.[1] ?? []),
  )

export function toShown({ scope }: record.PlaceRef, grant: Grant, replaced: Replaced): Shown {
  const substitution = SUBSTITUTION.exec(grant.source)?.[1]
  const whom = replaced.get(substitution ?? '')
  return {
    ...dates(grant),
    provenance: substitution === undefined ? (scope === 'circle' ? 'membership' : 'employment') : 'substitution',
    source: grant.source,
    askedBy: grant.by,
    role: grant.role,
    replaces: whom === undefined ? null : { personId: whom.personId as PersonId, name: whom.name },
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
