import { listed } from './names.ts'

/** One recorded coming or going of one person in a circle. */
export interface CircleChange {
  readonly event: string
  readonly circle: string
  readonly joined: boolean
  readonly by: string
  /** Names the circle to who is in it. */
  readonly patient: string
  /** Names it to who is in it no more. */
  readonly structure: string
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

/** However many circles one import changed, a person is told of it in two notifications at most. The patient is named to no one who left. */
export function circleNews(changes: readonly CircleChange[]): CircleNews[] {
  const all = settled(changes)
  const joined = all.filter((change) => change.joined)
  const left = all.filter((change) => !change.joined)
  return [
    ...(joined.length === 0
      ? []
      : [{ type: 'circle.joined' as const, body: joinedWords(joined), circles: joined.map(({ circle }) => circle) }]),
    ...(left.length === 0 ? [] : [{ type: 'circle.left' as const, body: leftWords(left), circles: left.map(({ circle }) => circle) }]),
  ]
}
const asked = (changes: readonly CircleChange[]): string => {
  const by = [...new Set(changes.map((change) => change.by))]
  return by.length > NAMED_AT_MOST ? '' : `, à la demande de ${listed(by)}`
}
function joinedWords(joined: readonly CircleChange[]): string {
  const names = joined.map(({ patient }) => patient)
  if (names.length === 1) return `Vous avez rejoint le cercle de soins de ${names[0]}${asked(joined)}.`
  if (names.length > NAMED_AT_MOST) return `Vous avez rejoint ${names.length} cercles de soins${asked(joined)}.`
  return `Vous avez rejoint ${names.length} cercles de soins (${listed(names)})${asked(joined)}.`
}
function leftWords(left: readonly CircleChange[]): string {
  const structures = [...new Set(left.map(({ structure }) => structure))]
  const where = structures.length > NAMED_AT_MOST ? '' : ` (${listed(structures)})`
  return `Vous n’avez plus accès à ${left.length === 1 ? 'un cercle de soins' : `${left.length} cercles de soins`}${where}${asked(left)}.`
}
