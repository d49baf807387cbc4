/** What a person can be told of, by which way, and when: Mon compte → Gestion des notifications. */
export const WISH_KINDS = ['mail', 'journal', 'liaison', 'circle-change', 'read-confirmation', 'document'] as const
export type WishKind = (typeof WISH_KINDS)[number]
export type Channel = 'app' | 'email'
/** `app` knows immediate and never only. */
export type Rhythm = 'immediate' | 'daily' | 'never'

export interface Wishes {
  rhythm(kind: WishKind, channel: Channel): Rhythm
  readonly language: 'fr' | 'en'
  /** 0 to 23, at the time of TIME_ZONE. */
  readonly digestHour: number
  /** HH:MM; null: never quiet. */
  readonly quietFrom: string | null
  readonly quietTo: string | null
  /** Told immediately only when nothing was read for so long; 0: always. */
  readonly awayMinutes: number
  muted(kind: WishKind, ref: string): boolean
}

const EMAIL: Readonly<Record<WishKind, Rhythm>> = {
  mail: 'immediate',
  journal: 'daily',
  liaison: 'daily',
  'circle-change': 'daily',
  'read-confirmation': 'never',
  document: 'never',
}

/** Of somebody who has chosen nothing. */
export const DEFAULT_WISHES: Wishes = {
  rhythm: (kind, channel) => (channel === 'app' ? 'immediate' : EMAIL[kind]),
  language: 'fr',
  digestHour: 18,
  quietFrom: null,
  quietTo: null,
  awayMinutes: 15,
  muted: () => false,
}
