import type { RefusalCode } from 'policies'
import { localpartOf } from '../core/ids.ts'
import { digestOf } from '../db/keys.ts'
import { listReadableRooms, readLosses } from '../db/readers.ts'
import { judgeReading } from './answer-policy-question.ts'
import type { World } from './world.ts'

/** Who a token is and what they may read now: asked of the registry at each request, by every copy of the gateway alike. */
export interface ReadingGuard {
  /** The caller's user identifier; undefined when the token is good for nobody. */
  whoAsks(token: string): Promise<string | undefined>
  /** A session that ends is not remembered. */
  forget(token: string): void
  /** Who left or was suspended is asked about anew. */
  forgetPerson(user: string): void
  mayRead(user: string, room: string): Promise<RefusalCode | null>
  /** Somebody was told that an address is closed: whoever it is, if anybody, is looked up after the answer. */
  noteClosed(token: string | null | undefined, action: string): void
  /** Waits until the homeserver has taken the person out of what they lost; tells whether they ever lost anything, or that it takes too long. */
  untilTakenOut(user: string): Promise<'nothing-lost' | 'something-lost' | 'too-long'>
  readable(user: string, rooms: readonly string[]): Promise<Set<string>>
}

// Whose a token is never changes; whether it is still good is Synapse's to say at each request, which carries the same token.
const REMEMBERED_MS = 20_000
const REMEMBERED_AT_MOST = 20_000
const PATIENCE_MS = 8_000
const LOOKED_UP_AT_ONCE = 20

export function readingGuard({
  db,
  matrix,
  serverName,
  now,
  decisions,
}: Pick<World, 'db' | 'matrix' | 'serverName' | 'now' | 'decisions'>): ReadingGuard {
  // By digest: no token lies in memory longer than its request.
  const known = new Map<string, { user: string; until: number }>()
  // A client that opens asks several things at once: whose token it is, once.
  const asking = new Map<string, Promise<string | undefined>>()
  const digest = (token: string) => digestOf(token).toString('base64')
  const localpart = (user: string) => localpartOf(user, serverName) ?? ''
  const world = { db, serverName, now, bridge: matrix.bridge }

  async function ask(key: string, token: string): Promise<string | undefined> {
    const user = (await matrix.whoseAccessToken(token))?.user
    if (known.size >= REMEMBERED_AT_MOST) known.clear()
    if (user === undefined) known.delete(key)
    else known.set(key, { user, until: now().getTime() + REMEMBERED_MS })
    return user
  }

  const whoAsks = async (token: string): Promise<string | undefined> => {
    const key = digest(token)
    const found = known.get(key)
    if (found !== undefined && found.until > now().getTime()) return found.user
    const asked = asking.get(key) ?? ask(key, token)
    asking.set(key, asked)
    return asked.finally(() => asking.delete(key))
  }
  let lookingUp = 0

  return {
    whoAsks,
    forget: (token) => void known.delete(digest(token)),
    forgetPerson(user) {
      for (const [key, found] of known) if (found.user === user) known.delete(key)
    },
    async mayRead(user, room) {
      const { question, decision, room: found } = await judgeReading(world, room, user)
      // What is asked of a room that the registry does not know may be any text: it is not kept.
      const place = { roomId: found === null ? null : room, room: found && { kind: found.kind, ref: found.ref } }
      decisions.record({ question, decision, userId: user, ...place, via: 'gateway' })
      return decision.allowed ? null : decision.code
    },
    noteClosed(token, action) {
      // Those without a session are nobody, and a flood of them must not become one of questions to the homeserver.
      if (typeof token !== 'string' || lookingUp >= LOOKED_UP_AT_ONCE) return
      lookingUp++
      const decision = { allowed: false, rule: 'closed-routes', code: 'CLOSED_HERE' } as const
      void whoAsks(token)
        .then((userId) => {
          if (userId !== undefined)
            decisions.record({ question: 'closed.use', action, decision, userId, roomId: null, room: null, via: 'gateway' })
        })
        .catch(() => undefined)
        .finally(() => lookingUp--)
    },
    async untilTakenOut(user) {
      const deadline = now().getTime() + PATIENCE_MS
      for (;;) {
        const losses = await readLosses(db, localpart(user), user, now())
        if (!losses.pending) return losses.any ? 'something-lost' : 'nothing-lost'
        if (now().getTime() > deadline) return 'too-long'
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
    },
    readable: (user, rooms) => listReadableRooms(db, localpart(user), rooms, now()),
  }
}
