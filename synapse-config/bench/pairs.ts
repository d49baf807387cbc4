import type { Pair } from './figure.ts'

/** Measures both in turn, ABBA ABBA…: what drifts during the run (caches, neighbours on the machine) weighs on both alike. */
export async function inTurn<T>(
  rounds: number,
  ours: (round: number) => Promise<T>,
  reference: (round: number) => Promise<T>,
): Promise<[T, T][]> {
  const taken: [T, T][] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const own = await ours(round)
      taken.push([own, await reference(round)])
    } else {
      const other = await reference(round)
      taken.push([await ours(round), other])
    }
  }
  return taken
}

export const pairsOf = (taken: readonly (readonly [number, number])[]): Pair[] => taken.map(([ours, reference]) => ({ ours, reference }))

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}
