import { CLIENT_ROUTES, type ClientRoute, type Treatment } from './client-routes.ts'

export interface Classified {
  readonly treatment: Treatment
  /** The row of the table, without its version. */
  readonly path: string
  /** The room that the path names, decoded. */
  readonly room: string | null
  /** The user whom it names, decoded. */
  readonly user?: string | undefined
}
const PREFIX = '/_matrix/client'
/** The one address of the older interface for files that is judged here. Its pair of requests (create, then fill) no client needs. */
const UPLOAD = /^\/_matrix\/media\/(r0|v1|v3)\/upload$/

/**
 * What is to be done with a request, from its raw path: undefined when no row of the table knows it. Read as Synapse reads
 * it: segments are compared as they came, only captured ones are percent-decoded, once. What cannot be read in exactly one
 * way (empty segments, dots, broken or non-UTF-8 escapes, control characters) is not known either.
 */
export function classify(method: string, rawPath: string): Classified | undefined {
  if (UPLOAD.test(rawPath))
    return method === 'POST' || method === 'OPTIONS' ? { treatment: 'upload', path: '/media/upload', room: null } : undefined
  if (!rawPath.startsWith(`${PREFIX}/`) || !/^[\x21-\x7e]+$/.test(rawPath) || /[\\#?;]/.test(rawPath)) return undefined
  const segments = rawPath.slice(PREFIX.length + 1).split('/')
  if (segments.some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) return undefined
  // Synapse answers HEAD as GET; OPTIONS is asked by browsers before any verb.
  const verb = method === 'HEAD' ? 'GET' : method
  for (const row of TABLE) {
    if (verb !== 'OPTIONS' && !row.verbs.has(verb)) continue
    const captured = match(row.segments, segments)
    if (captured !== undefined) return { treatment: row.treatment, path: row.path, ...captured }
  }
  return undefined
}

interface Row {
  readonly verbs: ReadonlySet<string>
  readonly path: string
  readonly segments: readonly string[]
  readonly treatment: Treatment
}
const TABLE: readonly Row[] = CLIENT_ROUTES.flatMap(({ verbs, versions, path, treatment }: ClientRoute) =>
  versions.map((version) => ({
    verbs: new Set(verbs),
    segments: `${version}${path}`.split('/').filter((part, index) => index > 0 || part !== ''),
    path,
    treatment,
  })),
)

function match(pattern: readonly string[], segments: readonly string[]): Omit<Classified, 'treatment' | 'path'> | undefined {
  let room: string | null = null
  let user: string | undefined
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index]
    if (expected === '*') return given === undefined ? undefined : { room, user }
    if (given === undefined) return undefined
    if (!expected.startsWith('{')) {
      if (given !== expected) return undefined
      continue
    }
    const decoded = decode(given)
    if (decoded === undefined || (decoded === '' && !expected.endsWith('?}'))) return undefined
    if (expected === '{roomId}') room = decoded
    if (expected === '{userId}') user = decoded
  }
  return segments.length === pattern.length ? { room, user } : undefined
}

function decode(segment: string): string | undefined {
  try {
    const text = decodeURIComponent(segment)
    return /\p{Cc}/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
