import type { Generated } from 'kysely'

export interface ChoiceTable {
  person: string
  news: string
  channel: string
  rhythm: string
}
export interface SettingsTable {
  person: string
  version: Generated<number>
  language: Generated<'fr' | 'en'>
  digest_hour: Generated<number>
  quiet_from: string | null
  quiet_to: string | null
  away_minutes: Generated<number>
}
/** What a person decided of one room: true, silenced; false, told of although its kind never is. */
export interface RoomChoiceTable {
  person: string
  kind: string
  ref: string
  muted: boolean
}
export interface PushMirrorTable {
  person: string
  kind: string
  ref: string
  silent: boolean
}
