/** One line of the bench. Ratios are of one run: the machine's mood is in both halves. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | '/s' | 'Mo/s' | 'Mo' | 'Ko'
  readonly ours: number
  /** Absent: the goal is about our own figure. */
  readonly reference?: number
  readonly ratio?: number
  /** Half of the samples lie within this of the ratio (or of our figure), as a share of it. */
  readonly spread?: number
  readonly goal?: { readonly is: 'at most' | 'at least'; readonly value: number }
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return below + (above - below) * (at - Math.floor(at))
}

/** Half the distance between the quartiles, as a share of the median. */
export const spreadOf = (values: readonly number[]): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / Math.abs(median(values))

export interface Pair {
  readonly ours: number
  readonly reference: number
}

/** Ours over the reference, from the median of the differences inside each pair: what is slow for a minute is slow for both. */
export function compared(pairs: readonly Pair[]): { ours: number; reference: number; ratio: number; spread: number } {
  const reference = median(pairs.map((pair) => pair.reference))
  const difference = median(pairs.map((pair) => pair.ours - pair.reference))
  const ratios = pairs.map((pair) => pair.ours / pair.reference)
  return { ours: median(pairs.map((pair) => pair.ours)), reference, ratio: (reference + difference) / reference, spread: spreadOf(ratios) }
}

const number = (value: number, digits: number) =>
  value.toLocaleString('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const amount = (value: number, unit: Figure['unit']) =>
  unit === 'ms' ? `${number(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ms` : `${number(value, 0)} ${unit}`

export const HEADING = row('Mesure', 'nous', 'référence', 'rapport', 'dispersion', 'objectif', '')

/** Name, our median, the reference's, the ratio, the goal and whether it is met. */
export function line({ name, unit, ours, reference, ratio, spread, goal }: Figure): string {
  const judged = ratio ?? ours
  const met = goal === undefined ? '' : (goal.is === 'at most' ? judged <= goal.value : judged >= goal.value) ? '✓' : '✗'
  const bound = goal && `${goal.is === 'at most' ? '≤' : '≥'} ${number(goal.value, ratio === undefined ? 0 : 2)}`
  return row(
    name,
    amount(ours, unit),
    reference === undefined ? '—' : amount(reference, unit),
    ratio === undefined ? '—' : `× ${number(ratio, 3)}`,
    spread === undefined ? '' : `± ${number(spread * 100, 1)} %`,
    bound ?? '—',
    met,
  )
}

function row(...[name = '', ours = '', reference = '', ratio = '', spread = '', goal = '', met = '']: string[]): string {
  return `${name.padEnd(58)} ${ours.padStart(10)} ${reference.padStart(10)} ${ratio.padStart(8)} ${spread.padStart(10)} ${goal.padStart(8)}  ${met}`.trimEnd()
}
