/** Why a run was not carried through: nothing is known then, which is not the same as "nothing leaks". */
export const CAUSES = [
  'the-door-does-not-answer',
  'the-homeserver-does-not-answer',
  'nobody-can-sign-in',
  'the-rooms-do-not-follow',
  'the-secret-cannot-be-planted',
  'the-witness-cannot-read',
  'not-everything-was-answered',
  'it-was-stopped',
  'it-was-lost',
  'an-internal-error',
] as const
export type Cause = (typeof CAUSES)[number]

export class CannotRun extends Error {
  override readonly cause: Cause
  constructor(cause: Cause) {
    super(cause)
    this.cause = cause
  }
}
