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
