import fc from 'fast-check'

export const PARIS = 'Europe/Paris'
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const at = (when: string | number) => new Date(when)
export const plus = (date: Date, ms: number) => new Date(date.getTime() + ms)
/** When somebody wants their digest, and no e-mail. */
export const digestAt = (digestHour: number, quietFrom: string | null = null, quietTo: string | null = null) => ({
  digestHour,
  quietFrom,
  quietTo,
})

export const zones = fc.constantFrom(PARIS, 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC')
/** Around the changes of 2026, and anywhere. */
export const starts = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 24), max: Date.UTC(2026, 3, 7) }),
  fc.integer({ min: Date.UTC(2026, 9, 20), max: Date.UTC(2026, 10, 5) }),
  fc.integer({ min: Date.UTC(2011, 11, 25), max: Date.UTC(2030, 0, 1) }),
)
