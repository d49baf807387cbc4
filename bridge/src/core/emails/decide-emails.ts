import type { RoomKindName } from 'policies'
import type { News as NewsSort, Wishes } from '../wishes.ts'
import { nextDigest, quietEnd } from './local-time.ts'

/** Of one sort, in one room: what others said, the person has not read and was not told of by e-mail. */
export interface News {
  readonly news: NewsSort
  readonly kind: RoomKindName
  readonly ref: string
  readonly count: number
  readonly firstAt: Date
}
export interface Circumstances {
  readonly now: Date
  readonly zone: string
  readonly wishes: Wishes
  readonly batchSeconds: number
  readonly paceMinutes: number
  /** The last e-mail that was not a digest. */
  readonly lastImmediateAt: Date | null
  /** YYYY-MM-DD. */
  readonly lastDigestDay: string | null
  /** When the person last read anything. */
  readonly lastReadAt: Date | null
}
export interface Decided<N extends News> {
  readonly immediate: readonly N[]
  readonly digest: { readonly day: string; readonly news: readonly N[] } | null
  /** Never to be told of: not later either, when the person wishes otherwise. */
  readonly passedOver: readonly N[]
  /** When to look again, though nothing new comes. */
  readonly next: Date | null
}

/** What goes out now, and when to look again. */
export function decideEmails<N extends News>(news: readonly N[], given: Circumstances): Decided<N> {
  const { now, wishes } = given
  const rhythmOf = ({ news: sort, kind, ref }: N) => (wishes.muted(kind, ref) ? 'never' : wishes.rhythm(sort, 'email'))
  const of = (rhythm: ReturnType<typeof rhythmOf>) => news.filter((one) => rhythmOf(one) === rhythm)
  const [immediate, daily] = [of('immediate'), of('daily')]

  const goes = immediate.length === 0 ? null : immediateAt(immediate, given)
  const digest = daily.length === 0 ? null : digestAt(daily, given)
  const later = [goes, digest?.at ?? null].flatMap((at) => (at !== null && at > now ? at.getTime() : []))
  return {
    immediate: goes !== null && goes <= now ? immediate : [],
    digest: digest !== null && digest.at <= now ? { day: digest.day, news: daily } : null,
    passedOver: of('never'),
    next: later.length === 0 ? null : new Date(Math.min(...later)),
  }
}

/** Whoever was down when it was due does not send it in quiet hours either. */
function digestAt(news: readonly News[], { now, zone, wishes, lastDigestDay }: Circumstances): { day: string; at: Date } {
  const { day, at } = nextDigest(firstOf(news), wishes, zone, lastDigestDay)
  return { day, at: new Date(Math.max(at.getTime(), quietEnd(now, wishes.quietFrom, wishes.quietTo, zone)?.getTime() ?? 0)) }
}

const firstOf = (news: readonly News[]): Date => new Date(Math.min(...news.map(({ firstAt }) => firstAt.getTime())))

/** Ten messages make one e-mail; one in a quarter of an hour; not in quiet hours; not to who is reading anyway. */
function immediateAt(news: readonly News[], given: Circumstances): Date {
  const { now, zone, wishes, lastImmediateAt, lastReadAt } = given
  const waits = [
    firstOf(news).getTime() + given.batchSeconds * 1_000,
    (lastImmediateAt?.getTime() ?? 0) + given.paceMinutes * 60_000,
    quietEnd(now, wishes.quietFrom, wishes.quietTo, zone)?.getTime() ?? 0,
    wishes.awayMinutes === 0 ? 0 : (lastReadAt?.getTime() ?? 0) + wishes.awayMinutes * 60_000,
  ]
  return new Date(Math.max(...waits))
}
