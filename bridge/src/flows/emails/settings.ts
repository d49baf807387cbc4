export interface EmailSettings {
  readonly from: string
  readonly publicUrl: string
  readonly linkSecret: string
  /** Messages that come within these make one e-mail. */
  readonly batchSeconds: number
  /** From one e-mail to the next that is not a digest. */
  readonly paceMinutes: number
}
