import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { ErrorAnswer } from '../contract.ts'
import { databaseFault } from '../core/database-fault.ts'
import { FAULTS, Fault } from '../core/faults.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { languageOf } from './read.ts'

/** The only place where a thrown thing becomes an answer. What is not a Fault is a bug: logged under a reference, told without detail. */
export function answerFault(error: unknown, request: Request, response: Response, log: Logger): void {
  const fault = toFault(error)
  const { status, [languageOf(request.headers['accept-language'])]: message } = FAULTS[fault.code]
  const reference = fault.code === 'INTERNAL' ? crypto.randomUUID().slice(0, 8) : undefined
  if (error instanceof MatrixFailure) log.warn({ cause: error.errcode, status: error.status }, 'the homeserver refused or did not answer')
  if (reference !== undefined) log.error({ reference, error: describe(error) }, 'internal error')
  if (response.headersSent) return void response.destroy()
  if (status === 503 || status === 429) response.set('Retry-After', String(fault.retryAfterSeconds ?? 2))
  const answer: ErrorAnswer = {
    code: fault.code,
    message:
      fault.errors?.[0] === undefined
        ? message
        : `${message} ${fault.errors.map(({ path, message: text }) => (path === '' ? text : `${path} : ${text}`)).join(' ; ')}`,
    ...(fault.path === undefined ? {} : { path: fault.path }),
    ...(fault.errors === undefined ? {} : { errors: [...fault.errors] }),
    ...(reference === undefined ? {} : { reference }),
  }
  response.status(status).json(answer)
}

function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  if (error instanceof MatrixFailure) return new Fault('HOMESERVER_UNAVAILABLE')
  const ofDatabase = databaseFault(error)
  if (ofDatabase !== undefined) return ofDatabase
  const { type } = error as { type?: string }
  if (type === 'entity.too.large') return new Fault('BODY_TOO_LARGE')
  if (type === 'entity.parse.failed' || type === 'request.size.invalid' || type === 'request.aborted') return new Fault('BAD_JSON')
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return new Fault('NOT_JSON')
  if (error instanceof URIError) return new Fault('BAD_REQUEST')
  // From the reader of bodies: what was said to be compressed is not.
  if ((error as { status?: number }).status === 400) return new Fault('BAD_JSON')
  return new Fault('INTERNAL')
}

/** Kind and place of a bug; messages of the database may quote values, which may be names. */
const describe = (error: unknown): object =>
  error instanceof Error
    ? { name: error.name, code: (error as { code?: string }).code, stack: error.stack?.split('\n').slice(1, 8).join('\n') }
    : { name: typeof error }
