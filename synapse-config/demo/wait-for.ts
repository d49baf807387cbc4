import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../stack/problem.ts'

const PATIENCE_MS = 60_000

/** Looks again until it is so; after a minute throws what `late` says of the last look. */
export async function waitFor<T>(
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  late: (seen: T) => string | Promise<string>,
): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > until) throw new Problem(await late(seen))
    await sleep(250)
  }
}
