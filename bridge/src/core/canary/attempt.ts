import type { Kind } from './kinds.ts'

type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'
export type Json = Readonly<Record<string, unknown>>

/** To whom it is allowed; to everybody else it is refused. */
export type Group =
  | 'nobody'
  | 'readers'
  | 'those who talk'
  | 'readers of the journal'
  | 'readers of the documents'
  | 'those who deposit'
  | 'those who remove'
  | 'managers of the DAC'
  | 'whoever is signed in'
  | 'everybody'

/**
 * One thing that somebody tries: an address, and to whom it is allowed. `{room}`, `{message}`… are filled in from what was prepared
 * (fill.ts): escaped in the address, as they are in the body.
 */
export interface Attempt {
  /** A sentence whose subject is a kind of person; it names the attempt in reports and in the database. */
  readonly id: string
  readonly fr: string
  readonly noun: string
  readonly method: Method
  readonly path: string
  readonly body?: Json | string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** How the token travels; a header of Authorization unless told. */
  readonly token?: 'nowhere'
  readonly allowed: Group
  /** To those to whom it is allowed, whatever is answered is right: only secrets of others may not be in it. */
  readonly loosely?: boolean
  /** It may be answered to anybody with a session, but without any secret of others: lists of all one's rooms, searches. */
  readonly list?: boolean
  /** Only those try to whom it is refused, and who do not read the room: what it does to the others has a price. */
  readonly onlyOutsiders?: boolean
  /** Only those try to whom it is refused, readers of the room too. */
  readonly onlyRefused?: boolean
  /** Whoever is signed in: other systems too. */
  readonly services?: boolean
  /** Says a message first, whose identifier is then `{own}`. */
  readonly saysFirst?: boolean
  /** Done on a running installation too by those who may: it is the proof that what is allowed still works. */
  readonly alsoLive?: boolean
}

export type Expectation = 'allowed' | 'refused' | 'either'

export function expectationOf({ allowed, loosely, list, services }: Attempt, kind: Kind): Expectation {
  if (!belongs(allowed, kind) || (kind.service && allowed === 'whoever is signed in' && services !== true)) return 'refused'
  return loosely === true || list === true ? 'either' : 'allowed'
}

function belongs(group: Group, { session, reads, writes, tries, manages }: Kind): boolean {
  switch (group) {
    case 'nobody':
      return false
    case 'everybody':
      return true
    case 'whoever is signed in':
      return session === 'open'
    case 'readers':
      return reads.includes(tries)
    case 'readers of the journal':
      return reads.includes('journal')
    case 'readers of the documents':
      return reads.includes('documents')
    // Documents are deposited, not talked about there.
    case 'those who talk':
      return writes.includes(tries) && tries !== 'documents'
    // Who reads a document passes it on, wherever they write.
    case 'those who deposit':
      return writes.includes(tries) && reads.includes('documents')
    case 'those who remove':
      return manages && tries === 'documents'
    case 'managers of the DAC':
      return manages
  }
}

const isRead = ({ method, list }: Attempt): boolean => method === 'GET' || method === 'HEAD' || list === true

/**
 * Whether this kind of person tries this. On a running installation (`live`) nothing is tried that leaves a trace where it is allowed,
 * but for the few proofs that it is.
 */
export function isTried(attempt: Attempt, kind: Kind, { live }: { live: boolean }): boolean {
  const mayBeDone = expectationOf(attempt, kind) !== 'refused'
  if (attempt.onlyOutsiders === true && (mayBeDone || kind.reads.includes(kind.tries))) return false
  if (attempt.onlyRefused === true && mayBeDone) return false
  if (attempt.saysFirst === true && !(kind.writes.includes(kind.tries) && kind.tries !== 'documents')) return false
  return !(live && mayBeDone && !isRead(attempt) && attempt.alsoLive !== true)
}
/** What changes nothing may be tried beside others; acts come one after the other. */
export const changesNothing = isRead

type Given = Partial<Omit<Attempt, 'id' | 'fr' | 'noun' | 'method' | 'path' | 'allowed'>> & { allowed?: Group }
export type Row = readonly [id: string, fr: string, request: `${Method} ${string}`, given?: Given]

/** The rows of a table whose subject is one noun. An address that does not begin with / lies under the client-server API. */
export const attempts = (noun: string, allowed: Group, rows: readonly Row[], common: Given = {}): Attempt[] =>
  rows.map(([id, fr, request, given]) => {
    const [method, path] = request.split(' ') as [Method, string]
    return { id, fr, noun, method, path: path.startsWith('/') ? path : `/_matrix/client/${path}`, allowed, ...common, ...given }
  })
