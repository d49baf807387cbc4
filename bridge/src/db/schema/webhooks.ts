import type { Generated } from 'kysely'

export interface WebhookTable {
  id: string
  name: string
  url: string
  /** Types of events, families of them (`circle.*`) or `*`. */
  kinds: string[]
  /** Events of this circle alone. */
  circle: string | null
  secret: string
  /** Signs too, for a while after a change of secret. */
  previous_secret: string | null
  previous_until: Date | null
  created_by: string
  created_at: Date
  paused_at: Date | null
  pause_cause: 'asked' | 'gone' | null
  /** Events up to this one have their delivery, when they are wanted at all. */
  cursor: string
}
export interface WebhookDeliveryTable {
  webhook: string
  event: string
  /** What keeps its order: a circle, else a structure, a person or a patient. */
  lane: string
  state: Generated<'waiting' | 'delivered' | 'dead'>
  attempts: Generated<number>
  /** From when on it is tried. */
  since: Date
  next_try_at: Date
  last_try_at: Date | null
  last_status: number | null
  last_cause: string | null
}
