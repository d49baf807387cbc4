import type { IncomingMessage } from 'node:http'

/** A refusal in HTTP's own terms: the request cannot be read, so no rule is asked. */
export interface Oddity {
  readonly status: number
  readonly error: string
}
type Asked = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers' | 'rawHeaders'>

const odd = (error: string, status = 400): Oddity => ({ status, error })

/**
 * Why a request cannot be read in exactly one way, whatever it asks for. We decide on what Node understood and Synapse
 * answers what Twisted understood: where the two could differ, nobody is asked.
 */
export function oddityOf({ url = '', httpVersion, headers, rawHeaders }: Asked): Oddity | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return odd('HTTP/1.1 est attendu.', 505)
  // `GET http://elsewhere/…` and `OPTIONS *`.
  if (!url.startsWith('/')) return odd('Une adresse commence par « / ».')
  // Any other coding is read in more than one way.
  if (!['chunked', undefined].includes(headers['transfer-encoding'])) return odd('Cette requête ne peut pas être lue.')
  if (httpVersion === '1.0' && headers['transfer-encoding'] !== undefined) return odd('HTTP/1.0 ne découpe pas ce qu’il envoie.')
  const twice = repeated(rawHeaders)
  if (twice !== undefined) return odd(`L’en-tête ${twice} est donné deux fois.`)
  // Any other word there asks the next proxy to take a header away: the token on which we judged, for instance.
  const hops = (headers.connection ?? '').toLowerCase().split(',')
  if (!hops.every((hop) => HOPS.has(hop.trim()))) return odd('L’en-tête Connection ne peut pas en nommer d’autres.')
  return undefined
}

/** The same for what goes to Synapse. */
export function matrixOddityOf({ method, url = '', headers }: Asked): Oddity | undefined {
  // Synapse would fail on these instead of refusing them.
  if (!/^[\x20-\x7e]*$/.test(headers.authorization ?? '')) return odd('L’en-tête Authorization est illisible.', 401)
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) return odd('Un corps comprimé n’est pas lu ici.', 415)
  const [path = ''] = url.split('?')
  // Twisted takes the fields of a form for parameters of the address, the access token too.
  if (method === 'POST' && FORM.test(headers['content-type'] ?? '') && !FALLBACK.test(path))
    return odd('Un formulaire n’est pas lu ici : envoyez du JSON.', 415)
  const parameters = parametersOf(url)
  if (parameters === undefined) return odd('Les paramètres de l’adresse sont illisibles.')
  const names = parameters.map(([name]) => name)
  const again = names.find((name, index) => !LISTS.has(name) && names.indexOf(name) !== index)
  if (again === 'access_token') return odd('Un seul jeton d’accès est attendu.')
  if (again !== undefined) return odd('Un paramètre de l’adresse est donné deux fois.')
  if (headers.authorization !== undefined && names.includes('access_token')) return odd('Un seul jeton d’accès est attendu.')
  // How an application service speaks for somebody else: nobody does from outside.
  return names.includes('user_id') ? odd('Personne ne parle ici pour un autre.') : undefined
}

/** Parameters of an address, read as Twisted reads them; undefined when that is not text. */
export function parametersOf(url: string): [name: string, value: string][] | undefined {
  const mark = url.indexOf('?')
  const query = mark === -1 ? '' : url.slice(mark + 1)
  // Twisted separates at semicolons too.
  if (!/^[\x21-\x3a\x3c-\x7e]*$/.test(query)) return undefined
  const read: [string, string][] = []
  for (const item of query.split('&')) {
    const equals = item.indexOf('=')
    // A name without a value is nothing to Twisted.
    if (equals === -1) continue
    const [name, value] = [decode(item.slice(0, equals)), decode(item.slice(equals + 1))]
    if (name === undefined || value === undefined) return undefined
    read.push([name, value])
  }
  return read
}

/** The access token; undefined when there is none that Synapse would read. `matrixOddityOf` has refused a second one. */
export function tokenOf({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  const { authorization } = headers
  const token =
    authorization === undefined
      ? parametersOf(url)?.find(([name]) => name === 'access_token')?.[1]
      : /^Bearer ([^ ]+)$/.exec(authorization)?.[1]
  return /^[\x21-\x7e]{1,2000}$/.test(token ?? '') ? token : undefined
}

/** Makes the request say the token that was judged in its header, and nowhere else: with the header there, Synapse refuses any other. */
export function sayToken(request: Pick<IncomingMessage, 'url' | 'headers'>, token: string): void {
  const [path = '', ...query] = (request.url ?? '').split('?')
  const kept = query
    .join('?')
    .split('&')
    .filter((item) => !new URLSearchParams(item).has('access_token'))
  request.url = query.length === 0 ? path : `${path}?${kept.join('&')}`
  request.headers.authorization = `Bearer ${token}`
}

/** What concerns the connection to us is not passed on with the request. */
export function forgetHops(headers: IncomingMessage['headers']): void {
  const closes = /\bclose\b/i.test(headers.connection ?? '')
  for (const name of OF_THE_CONNECTION) delete headers[name]
  if (closes) headers.connection = 'close'
}

const HOPS = new Set(['', 'close', 'keep-alive', 'upgrade', 'http2-settings', 'te'])
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
  'expect',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
]
// Of these Node keeps the first and Twisted sometimes another.
const SINGLE = new Set(['host', 'authorization', 'content-type', 'content-length', 'content-encoding', 'transfer-encoding', 'range'])
const LISTS = new Set(['via', 'server_name'])
const FORM = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)/i
const FALLBACK = /^\/_matrix\/client\/(r0|v3|unstable)\/auth\/[^/]+\/fallback\/web$/

function repeated(rawHeaders: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    if (SINGLE.has(name) && seen.has(name)) return name
    seen.add(name)
  }
  return undefined
}

function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    // PostgreSQL knows no zero in a text: Synapse would fail.
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}
