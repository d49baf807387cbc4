import type { IncomingMessage } from 'node:http'

/**
 * The access token of a request, wherever it stands, as Synapse would read it. undefined: none; null: more than one, or something
 * that is no token.
 */
export function tokenOf(request: IncomingMessage): string | null | undefined {
  const [, query] = splitUrl(request.url ?? '')
  const given = new URLSearchParams(query).getAll('access_token')
  const headers = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization').length
  if (headers + given.length > 1) return null
  const token = /^Bearer ([^ ]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? given[0]
  if (token === undefined || token === '') return undefined
  return /^[\x21-\x7e]{1,2000}$/.test(token) ? token : null
}

/**
 * Makes the request say the token that was judged, in its header, and no other. Synapse also reads a token behind a `;` of the
 * address and in the body of a form: with the header there, it refuses both.
 */
export function sayToken(request: IncomingMessage, token: string): void {
  const [path, query] = splitUrl(request.url ?? '')
  const kept = query.split('&').filter((item) => !new URLSearchParams(item).has('access_token'))
  request.url = query === '' ? path : `${path}?${kept.join('&')}`
  request.headers.authorization = `Bearer ${token}`
}

/** At the first `?`, as Synapse does: a second one is part of the query. */
function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}
