import type { Transaction } from 'kysely'
import type { Endings } from '../../contract.ts'
import { type Limit, type Tally, enoughToBeFew, isTooLargeAShare, isTooMuchWithin, tooMuchOfAPlace } from '../../core/brake.ts'
import { isSynthetic } from '../../core/ids.ts'
import { type Noted, countPresent, countPresentOfStructure, noteEndings } from '../../db/brake/recent-endings.ts'
import type { Schema } from '../../db/schema.ts'
import type { World } from '../world.ts'
import type { HeldInput } from './held-input.ts'

export interface Verdict extends Endings {
  /** It would be too much by itself, whatever its author did before. */
  readonly alone: boolean
  /** How many it ends itself. */
  readonly own: number
}

/**
 * Notes what a change ends beside what its author ended within the window, and says where it is too much; undefined: it may happen.
 * The number of memberships is only looked at when enough has ended, and no further than shows that it is few.
 */
export async function judgeEndings(
  trx: Transaction<Schema>,
  { brake, now }: Pick<World, 'brake' | 'now'>,
  author: string,
  kind: HeldInput['kind'],
  tally: Tally,
): Promise<Verdict | undefined> {
  const endings = tally.list().filter(({ ref }) => !isSynthetic(ref))
  if (endings.length === 0) return undefined
  // Who ends one circle says in so many words that all its people go; a list from which somebody is missing does not.
  const place = kind === 'circle.end' ? undefined : tooMuchOfAPlace(endings, brake.place)
  if (place !== undefined) {
    const level = place.scope === 'circle' ? 'circle' : 'team'
    return { level, ref: place.ref, endings: place.people.size, ofMemberships: place.of ?? 0, alone: true, own: place.people.size }
  }
  const at = now()
  const since = new Date(at.getTime() - brake.windowMinutes * 60_000)
  for (const noted of await noteEndings(trx, author, { at, since }, endings)) {
    const { structure } = noted
    const level = structure === null ? 'platform' : 'structure'
    const countUpTo = (upTo: number) => (structure === null ? countPresent(trx, upTo) : countPresentOfStructure(trx, structure, upTo))
    const much = await judge(noted, brake[level], countUpTo)
    if (much !== undefined) return { level, ref: structure, ...much }
  }
  return undefined
}

async function judge({ own, recent }: Noted, limit: Limit, countUpTo: (upTo: number) => Promise<number>) {
  if (recent.endings < limit.floor) return undefined
  // Those who are out already are no longer counted among the present.
  const of = (await countUpTo(enoughToBeFew(recent.endings, limit))) + recent.gone
  if (!isTooLargeAShare(recent.endings, of, limit)) return undefined
  return { endings: recent.endings, ofMemberships: of, alone: isTooMuchWithin(own.endings, of, limit), own: own.endings }
}
