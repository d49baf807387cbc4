import { Fault, type FaultCode } from './faults.ts'

/** Constraints of the database that a caller can meet, and what they mean. */
const CONSTRAINTS: Record<string, readonly [FaultCode, string?]> = {
  person_rpps_key: ['NUMBER_TAKEN', 'rpps'],
  structure_finess_key: ['NUMBER_TAKEN', 'finess'],
  person_localpart_key: ['LOCALPART_TAKEN', 'localpart'],
}
const CONNECTION_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300'])

/** What an error of the database means to a caller; undefined when it is a bug, or no error of the database. */
export function databaseFault(error: unknown): Fault | undefined {
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string }
  const known = constraint === undefined ? undefined : CONSTRAINTS[constraint]
  if (known !== undefined) return new Fault(...known)
  if (code === '23503') return new Fault('STILL_IN_USE')
  if (code === '23P01') return new Fault('PERIODS_OVERLAP', 'start')
  if (
    CONNECTION_LOST.has(code ?? '') ||
    message?.includes('Connection terminated') === true ||
    message?.includes('timeout exceeded when trying to connect') === true
  )
    return new Fault('DATABASE_UNAVAILABLE')
  return undefined
}
