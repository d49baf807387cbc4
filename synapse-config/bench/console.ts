import { ask } from './ask.ts'
import { type Figure, compared } from './figure.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { STRUCTURE } from './registry.ts'
import { MANY, filledRegistry } from './size.ts'
import type { Benched, Stacks } from './stacks.ts'

/** As many rows on both sides. */
const ROWS = 'limit=25'
const HALFWAY = 'cursor=halfway'
const LISTS: readonly (readonly [what: string, path: string])[] = [
  ['Professionnels', `people?${ROWS}`],
  ['Professionnels que tous un mot nomme', `people?${ROWS}&search=Famille`],
  ['Un professionnel qu’un mot nomme', 'people?limit=1&search=Famille12'],
  ['Professionnels suspendus (aucun)', `people?${ROWS}&status=suspended`],
  ['Cercles', `circles?${ROWS}`],
  ['Cercles que tous un mot nomme', `circles?${ROWS}&search=Usager`],
  ['Un cercle qu’un mot nomme', 'circles?limit=1&search=Usager12'],
  ['Dix cercles qu’un mot nomme', 'circles?limit=10&search=Usager12'],
  ['Cercles, au milieu de la liste', `circles?${ROWS}&${HALFWAY}`],
  ['Cercles clos (aucun)', `circles?${ROWS}&status=closed`],
  ['Cercles d’une structure', `circles?${ROWS}&structureId=${STRUCTURE}`],
  ['Cercles où est un professionnel', 'circles?limit=10&personId=filler-7'],
  ['Cercles en écart (aucun)', `circles?${ROWS}&outOfStep=true`],
  ['Écarts', `drift?${ROWS}`],
  ['Mouvements', `movements?${ROWS}`],
  ['Mouvements d’un professionnel', `movements?${ROWS}&personId=filler-7`],
  ['Événements', `audit/events?${ROWS}`],
  ['Événements d’un cercle', `audit/events?${ROWS}&circleId=filler-7`],
  ['Qui pouvait lire un journal', 'readers?circleId=filler-7'],
  ['Ce qu’un professionnel pouvait lire', 'people/filler-7/readable'],
  ['Cercles d’un professionnel', 'people/filler-7/circles?limit=5'],
]

/** The console's lists, filters and searches in a registry of 50,000 circles and 10,000 people against one of a hundredth. */
export async function benchConsole(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const [many, few] = [await stacks.large(), await stacks.whole()]
  for (const [stack, circles] of [
    [many, MANY],
    [few, MANY / 100],
  ] as const)
    await (await filledRegistry(stack, circles)).close()
  const halves = [await halfwayOf(many, MANY), await halfwayOf(few, MANY / 100)] as const
  const reading = (stack: Benched, path: string, halfway: string) => () => timed(() => read(stack, path.replace(HALFWAY, halfway)))
  const figures: Figure[] = []
  for (const [what, path] of LISTS) {
    const [ours, reference] = [reading(many, path, halves[0]), reading(few, path, halves[1])]
    await inTurn(10, ours, reference)
    const taken = await inTurn(quick ? 30 : 150, ours, reference)
    figures.push({ name: what, unit: 'ms', ...compared(pairsOf(taken)), goal: { is: 'at most', value: 1.2 } })
  }
  return figures
}

const read = <Answer>({ apiUrl, apiKey }: Benched, path: string) =>
  ask<Answer>({ method: 'GET', url: `${apiUrl}/api/v1/${path}`, token: apiKey })

const TURNED = 125
/** Where somebody is who turned the pages of circles up to the middle. */
async function halfwayOf(stack: Benched, circles: number): Promise<string> {
  let at = ''
  for (let seen = 0; seen < circles / 2; seen += TURNED) {
    const { next } = await read<{ next: string | null }>(stack, `circles?limit=${TURNED}&${at}`)
    if (next === null) throw new Error(`La liste des cercles finit après ${seen + TURNED}`)
    at = `cursor=${encodeURIComponent(next)}`
  }
  return at
}
