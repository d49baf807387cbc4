import { listed } from './names.ts'

/** One recorded coming or going of one person in a circle. */
export interface CircleChange {
  readonly event: string
  readonly circle: string
  readonly joined: boolean
  readonly by: string
}
export interface CircleNews {
  readonly type: 'circle.joined' | 'circle.left'
  readonly body: string
  readonly circles: readonly string[]
}
const NAMED_AT_MOST = 5

/** What came of it all: who came and went meanwhile is where they were, and is told nothing. */
function settled(changes: readonly CircleChange[]): CircleChange[] {
  const byCircle = Map.groupBy(changes, ({ circle }) => circle)
  return [...byCircle.values()].flatMap((of) => {
    const [first, last] = [of[0], of.at(-1)]
    return first !== undefined && last !== undefined && first.joined === last.joined ? [last] : []
  })
}

/** However many circles one import changed, a person is told of it in two notifications at most. */
export function circleNews(changes: readonly CircleChange[]): CircleNews[] {
  const all = settled(changes)
  const joined = all.filter((change) => change.joined)
  const left = all.filter((change) => !change.joined)
  return [
    ...(joined.length === 0
      ? []
      : [{ type: 'circle.joined' as const, body: `Vous avez rejoint ${circles(joined)}.`, circles: joined.map(({ circle }) => circle) }]),
    ...(left.length === 0
      ? []
      : [{ type: 'circle.left' as const, body: `Vous n’avez plus accès à ${circles(left)}.`, circles: left.map(({ circle }) => circle) }]),
  ]
}
const asked = (changes: readonly CircleChange[]): string => {
  const by = [...new Set(changes.map((change) => change.by))]
  return by.length > NAMED_AT_MOST ? '' : `, à la demande de ${listed(by)}`
}
/**
 * Neither the patient nor the structure is named: what is said stays in the person's own room when they have left the circle. The pages name
 * the circles to who may read them, by their identifiers.
 */
const circles = (changes: readonly CircleChange[]): string =>
  `${changes.length === 1 ? 'un cercle de soins' : `${changes.length} cercles de soins`}${asked(changes)}`
