export interface AccessSettings {
  readonly publicUrl: string
  /** Signs the links. */
  readonly linkSecret: string
  /** Whether e-mails are sent at all. */
  readonly smtp: boolean
  readonly accessLinkMinutes: number
  readonly firstAccessHours: number
}
