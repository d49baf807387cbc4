import type { RoomKindName } from 'policies'

/** What somebody may be told of. */
export const NEWS = ['mail', 'journal', 'liaison', 'circle-change', 'read-confirmation', 'document'] as const
export type News = (typeof NEWS)[number]
/** What it is when somebody says something in a room of this kind. */
export const NEWS_IN: Readonly<Partial<Record<RoomKindName, News>>> = {
  mail: 'mail',
  journal: 'journal',
  liaison: 'liaison',
  documents: 'document',
}
/** What it is when the service says something of this type in a room of notifications; the other types are told whatever is wished. */
export const NEWS_OF: Readonly<Record<string, News>> = {
  'mail.read': 'read-confirmation',
  'circle.joined': 'circle-change',
  'circle.left': 'circle-change',
}
/** `app`: in the pages and in any Matrix client. */
export const CHANNELS = ['app', 'email'] as const
export type Channel = (typeof CHANNELS)[number]
export const RHYTHMS = ['immediate', 'daily', 'never'] as const
export type Rhythm = (typeof RHYTHMS)[number]
/** The application knows no digest. */
export const APP_RHYTHMS = ['immediate', 'never'] as const

export const NEWS_DEFAULTS: Readonly<Record<News, Readonly<{ app: (typeof APP_RHYTHMS)[number]; email: Rhythm }>>> = {
  mail: { app: 'immediate', email: 'immediate' },
  journal: { app: 'immediate', email: 'daily' },
  liaison: { app: 'immediate', email: 'daily' },
  'circle-change': { app: 'immediate', email: 'daily' },
  'read-confirmation': { app: 'immediate', email: 'never' },
  document: { app: 'immediate', email: 'never' },
}

export interface WishSettings {
  readonly language: 'fr' | 'en'
  /** The hour at which a digest is sent, 0 to 23, in TIME_ZONE. */
  readonly digestHour: number
  /** "HH:MM" in TIME_ZONE; both or none. An end before the start is the next morning. */
  readonly quietFrom: string | null
  readonly quietTo: string | null
  /** E-mail only to who has read nothing for so long; 0: always. */
  readonly awayMinutes: number
}
export const SETTINGS_DEFAULTS: WishSettings = { language: 'fr', digestHour: 18, quietFrom: null, quietTo: null, awayMinutes: 15 }

/** How one person wants to be told: defaults filled in. */
export interface Wishes extends WishSettings {
  rhythm(news: News, channel: Channel): Rhythm
  /** The person silenced this room (a journal by its circle, a liaison book by its structure): neither e-mail nor application tells of it. */
  muted(kind: string, ref: string): boolean
}

export const TIME_ZONE = 'Europe/Paris'
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const minutesOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))
/** Minutes since midnight, in TIME_ZONE. */
const minuteAt = (at: Date): number => minutesOf(clock.format(at))

/** The next instant, after this one, at which clocks in TIME_ZONE show this time ("HH:MM"); one that a change of time skips is passed over to its end. */
export function nextTime(after: Date, time: string): Date {
  const target = minutesOf(time)
  const start = Math.floor(after.getTime() / 60_000) * 60_000
  const ahead = (target - minuteAt(after) + 1_439) % 1_440
  // Clocks may change in between: what they are off then is taken back once.
  const guess = start + (ahead + 1) * 60_000
  const off = ((minuteAt(new Date(guess)) - target + 720 + 1_440) % 1_440) - 720
  const corrected = guess - off * 60_000
  return new Date(minuteAt(new Date(corrected)) === target && corrected > after.getTime() ? corrected : guess)
}
export const nextDigest = ({ digestHour }: WishSettings, after: Date): Date => nextTime(after, `${String(digestHour).padStart(2, '0')}:00`)

/** Quiet hours, midnight or not between their start and their end. */
export function isQuiet({ quietFrom, quietTo }: WishSettings, at: Date): boolean {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return false
  const [from, to, now] = [minutesOf(quietFrom), minutesOf(quietTo), minuteAt(at)]
  return from < to ? now >= from && now < to : now >= from || now < to
}
/** When the quiet hours of this instant end; the instant itself when it is not quiet. */
export const quietUntil = (wishes: WishSettings, at: Date): Date =>
  isQuiet(wishes, at) && wishes.quietTo !== null ? nextTime(at, wishes.quietTo) : at

/** Has read nothing for as long as they said. `seenAt`: the last sign that they read. */
export const isAway = ({ awayMinutes }: WishSettings, seenAt: Date | null, at: Date): boolean =>
  awayMinutes === 0 || seenAt === null || at.getTime() - seenAt.getTime() >= awayMinutes * 60_000

/** What happened, and where, for whom it is news. `ref`: of the room it happened in, if it did in one. */
export interface Happened {
  readonly news: News
  readonly kind?: string
  readonly ref?: string
}
const silenced = (wishes: Wishes, { kind, ref }: Happened): boolean => kind !== undefined && ref !== undefined && wishes.muted(kind, ref)

/** `later`: at once, but not now: quiet hours, or the person is there and reading. */
export function emailNow(
  wishes: Wishes,
  what: Happened,
  { at, seenAt }: { at: Date; seenAt: Date | null },
): 'now' | 'later' | 'digest' | 'never' {
  const rhythm = wishes.rhythm(what.news, 'email')
  if (rhythm === 'never' || silenced(wishes, what)) return 'never'
  if (rhythm === 'daily') return 'digest'
  return isQuiet(wishes, at) || !isAway(wishes, seenAt, at) ? 'later' : 'now'
}
export const tellsInApp = (wishes: Wishes, what: Happened): boolean =>
  wishes.rhythm(what.news, 'app') !== 'never' && !silenced(wishes, what)
