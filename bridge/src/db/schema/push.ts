/** A browser that wants to be told, for as long as its session lasts. */
export interface PushSubscriptionTable {
  /** By which the homeserver names it. */
  pushkey: string
  person: string
  /** The Matrix device of its session. */
  device: string
  endpoint: string
  p256dh: string
  auth: string
  created_at: Date
  /** From when on the homeserver tells us. */
  set_at: Date | null
}
