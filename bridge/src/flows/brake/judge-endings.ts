import type { Transaction } from 'kysely'
import type { Endings } from '../../contract.ts'
import { type PlaceEnding, type Tally, enoughToBeFew, isTooLargeAShare, isTooMuchWithin, tooMuchOfAPlace } from '../../core/brake.ts'
import { isSynthetic } from '../../core/ids.ts'
import {
  type Counted,
  addRecentEndings,
  countPresent,
  countPresentOfStructure,
  lockAuthor,
  structuresOfCircles,
  sumRecentEndings,
} from '../../db/brake/recent-endings.ts'
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
  const own = endings.reduce((sum, { people }) => sum + people.size, 0)
  // Who ends one circle says in so many words that all its people go; a list from which somebody is missing does not.
  const place = kind === 'circle.end' ? undefined : tooMuchOfAPlace(endings, brake.place)
  if (place !== undefined) {
    const level = place.scope === 'circle' ? 'circle' : 'team'
    return { level, ref: place.ref, endings: place.people.size, ofMemberships: place.of ?? 0, alone: true, own }
  }
  await lockAuthor(trx, author)
  const ended = await byStructure(trx, endings)
  await addRecentEndings(trx, author, now(), ended)
  const since = new Date(now().getTime() - brake.windowMinutes * 60_000)
  const recent = await sumRecentEndings(trx, author, since, [...ended.keys()])

  const all = sumOf([...ended.values()])
  const everything = await judge(recent.all, all, brake.platform, (upTo) => countPresent(trx, upTo))
  if (everything !== undefined) return { level: 'platform', ref: null, own, ...everything }
  for (const [structure, mine] of ended) {
    const sum = recent.of.get(structure) ?? mine
    const much = await judge(sum, mine, brake.structure, (upTo) => countPresentOfStructure(trx, structure, upTo))
    if (much !== undefined) return { level: 'structure', ref: structure, own, ...much }
  }
  return undefined
}

async function judge(sum: Counted, mine: Counted, limit: World['brake']['structure'], countUpTo: (upTo: number) => Promise<number>) {
  if (sum.endings < limit.floor) return undefined
  // Those who are out already are no longer counted among the present.
  const of = (await countUpTo(enoughToBeFew(sum.endings, limit))) + sum.gone
  if (!isTooLargeAShare(sum.endings, of, limit)) return undefined
  return { endings: sum.endings, ofMemberships: of, alone: isTooMuchWithin(mine.endings, of, limit) }
}

async function byStructure(trx: Transaction<Schema>, endings: readonly PlaceEnding[]): Promise<Map<string, Counted>> {
  const circles = await structuresOfCircles(
    trx,
    endings.flatMap(({ scope, ref }) => (scope === 'circle' ? [ref] : [])),
  )
  const sums = new Map<string, Counted>()
  for (const { scope, ref, people, gone } of endings) {
    const structure = scope === 'staff' ? ref : (circles.get(ref) ?? ref)
    sums.set(structure, sumOf([sums.get(structure) ?? { endings: 0, gone: 0 }, { endings: people.size, gone }]))
  }
  return sums
}
const sumOf = (all: readonly Counted[]): Counted =>
  all.reduce((sum, one) => ({ endings: sum.endings + one.endings, gone: sum.gone + one.gone }), { endings: 0, gone: 0 })
