import type { HeldDeparture, HeldState } from '../../contract.ts'
import type { PersonId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import { listHeldDepartures } from '../../db/brake/held-departures.ts'
import type { Page, Paging } from '../../db/cursor.ts'
import type { World } from '../world.ts'

/** What became of the departures of a structure that the brake stopped, for its managers: who decides and who would lose what is the console's. */
export async function readHeldDepartures(
  { db }: Pick<World, 'db'>,
  structure: string,
  asked: Paging & { state?: HeldState | undefined },
): Promise<Page<HeldDeparture>> {
  const { items, next } = await listHeldDepartures(db, structure, asked)
  return {
    items: items.map(({ person, position: _position, at, decidedAt, ...row }) => ({
      ...row,
      person: { id: person.id as PersonId, name: fullName(person) },
      at: at.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
    next,
  }
}
