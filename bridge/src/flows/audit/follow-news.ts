import { findLastEvent, listTypesAfter } from '../../db/audit/news.ts'
import type { World } from '../world.ts'

const LOOK_EVERY_MS = 1_000
const AT_ONCE = 1_000
/** More pages than that are not open at once; it bounds what a stranger with a session could hold. */
const FOLLOWERS = 500

export interface News {
  /** Tells `hear` of each family of events that is recorded from now on; gives how to stop, undefined when too many follow. */
  follow: (hear: (families: readonly string[]) => void) => (() => void) | undefined
}

/** One look at the record per second for however many follow it, and none when nobody does. */
export function followNews({ db, log }: World): News {
  const followers = new Set<(families: readonly string[]) => void>()
  let looking = false

  const look = async (): Promise<void> => {
    looking = true
    let last: string | undefined
    while (followers.size > 0) {
      try {
        // Who began to follow before the first look may miss nothing: they read their page anew when they begin.
        last ??= await findLastEvent(db)
        const found = await listTypesAfter(db, last, AT_ONCE)
        last = found.at(-1)?.id ?? last
        // That somebody looked changes nothing that is shown, and being told of it would make them look again.
        const families = [...new Set(found.map(({ type }) => type.split('.')[0] ?? type))].filter((family) => family !== 'consultation')
        if (families.length > 0) for (const hear of followers) hear(families)
      } catch (error) {
        log.warn({ error }, 'the record cannot be followed')
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    looking = false
  }
  return {
    follow(hear) {
      if (followers.size >= FOLLOWERS) return undefined
      followers.add(hear)
      if (!looking) void look()
      return () => void followers.delete(hear)
    },
  }
}
