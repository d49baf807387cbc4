/** An event as it leaves the house. */
export interface SentEvent {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly circle: string | null
  readonly person: string | null
  readonly structure: string | null
  readonly patient: string | null
  readonly source: string
}

/** Identifiers alone: no name, no reason, nothing of what was said. Who may know more asks the API with a key of their own. */
export const bodyOf = ({ id, type, at, circle, person, structure, patient, source }: SentEvent): string =>
  JSON.stringify({
    id,
    type,
    at: at.toISOString(),
    circleId: circle,
    personId: person,
    structureId: structure,
    patientId: patient,
    source,
  })

export const CAUSES = ['status', 'timeout', 'unresolved', 'address-refused', 'redirect-refused', 'tls', 'connection'] as const
export type Cause = (typeof CAUSES)[number]

/** How one attempt ended; `cause` null: the receiver has it. */
export interface Attempt {
  readonly status: number | null
  readonly cause: Cause | null
}

export interface Retries {
  /** Before the second attempt; then twice as long each time, up to an hour. */
  readonly firstSeconds: number
  readonly giveUpAfterHours: number
}
const LONGEST_MS = 3_600_000

/** When to try again after `attempts` failures; null: never again. */
export function nextTry({ firstSeconds, giveUpAfterHours }: Retries, attempts: number, since: Date, now: Date): Date | null {
  const next = now.getTime() + Math.min(LONGEST_MS, firstSeconds * 1_000 * 2 ** Math.min(attempts - 1, 30))
  return next > since.getTime() + giveUpAfterHours * 3_600_000 ? null : new Date(next)
}
