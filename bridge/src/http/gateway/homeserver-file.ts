import { type Socket, connect as overTcp } from 'node:net'
import { connect as overTls } from 'node:tls'

/** The homeserver's answer. */
export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /**
   * Gives each piece to `take` until the last one; `taken` says that nobody looks at it any more. When `take` gives false, nothing comes until
   * `resume`. To be called in the turn in which the answer came. Rejects when the homeserver goes away before the end.
   */
  pour(take: (piece: Uint8Array, taken: () => void) => boolean): Promise<void>
  resume(): void
  destroy(): void
}
export interface AskedFile {
  readonly method: 'GET' | 'HEAD'
  readonly path: string
  readonly token: string
}

/** Read at once. */
const PIECE = 131_072
const LONGEST_HEAD = 16_384
const END_OF_HEAD = '\r\n\r\n'

/**
 * Asks for a file over a connection of its own, and reads it into a few buffers that are filled again and again. Node's own client makes a
 * new one for every piece: they pile up until the collector goes through everything that lives in the gateway, once per file, which costs three
 * times as much as the file. The buffers are of this file alone: whatever goes wrong, nobody sees bytes of what another one reads.
 */
export function askForFile(homeserverUrl: string, asked: AskedFile): { answered: Promise<FileAnswer>; destroy(): void } {
  const text = requestOf(asked, new URL(homeserverUrl).host)
  const answered = Promise.withResolvers<FileAnswer>()
  const whole = Promise.withResolvers<void>()
  // Whoever waits for them hears of it.
  for (const { promise } of [answered, whole]) promise.catch(() => undefined)
  const fail = (error: Error) => {
    answered.reject(error)
    whole.reject(error)
  }
  let start = Buffer.alloc(0)
  let left = Number.NaN
  let take: Parameters<FileAnswer['pour']>[0] | undefined

  const give = (bytes: Uint8Array, taken: () => void): boolean => {
    const piece = bytes.length > left ? bytes.subarray(0, left) : bytes
    left -= piece.length
    const more = take?.(piece, taken) ?? false
    if (left <= 0) whole.resolve()
    return more
  }
  /** Nothing more is read before somebody takes what follows the head. */
  const readHead = (bytes: Uint8Array): boolean => {
    start = Buffer.concat([start, bytes])
    const end = start.indexOf(END_OF_HEAD)
    if (end === -1 && start.length < LONGEST_HEAD) return true
    const { status, headers } = parse(start.toString('latin1', 0, Math.max(end, 0)))
    if (Number.isNaN(status)) return socket.destroy(new Error('this is no answer')).readable
    const early = start.subarray(end + END_OF_HEAD.length)
    left = asked.method === 'HEAD' ? 0 : Number(headers['content-length'] ?? Number.NaN)
    const pour: FileAnswer['pour'] = (taker) => {
      take = taker
      if (left === 0) whole.resolve()
      else if (early.length === 0 || give(early, () => undefined)) socket.resume()
      return whole.promise
    }
    answered.resolve({ status, headers, pour, resume: () => void socket.resume(), destroy: () => void socket.destroy() })
    return false
  }
  const socket = connection(homeserverUrl, (bytes, free) => {
    if (take !== undefined) return give(bytes, free)
    const more = readHead(bytes)
    free()
    return more
  })
  socket.once('error', fail).once('close', () => fail(new Error('the homeserver went away')))
  // An answer that did not say how long it is ends with its connection.
  socket.once('end', () => (Number.isNaN(left) && take !== undefined ? whole.resolve() : undefined))
  socket.write(text)
  void whole.promise.catch(() => undefined).finally(() => socket.destroy())
  return { answered: answered.promise, destroy: () => void socket.destroy() }
}

/** Calls back with what was read, which may be overwritten once `free` was called; reads on when that gives true. */
function connection(homeserverUrl: string, read: (bytes: Uint8Array, free: () => void) => boolean): Socket {
  const { protocol, hostname, port } = new URL(homeserverUrl)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol === 'https:') {
    // Decrypted bytes are new ones anyhow, and a connection with `onread` ends there before they are all taken.
    const socket = overTls({ host, port: Number(port === '' ? 443 : port), servername: host })
    return socket.on('data', (bytes) => (read(bytes, () => undefined) ? undefined : socket.pause()))
  }
  const unused: Uint8Array[] = []
  const onread = {
    // A slow reader holds as many as are not written yet.
    buffer: () => unused.pop() ?? Buffer.allocUnsafeSlow(PIECE),
    callback: (size: number, buffer: Uint8Array) => read(buffer.subarray(0, size), () => void unused.push(buffer)),
  }
  return overTcp({ host, port: Number(port === '' ? 80 : port), onread })
}

/** In HTTP/1.0 an answer comes in one piece, and nothing after it. */
function requestOf({ method, path, token }: AskedFile, host: string): string {
  if (![path, token].every((part) => /^[\x21-\x7e]+$/.test(part))) throw new Error('this cannot be asked')
  return `${method} ${path} HTTP/1.0\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`
}

/** The status is NaN when this is no head of an answer in HTTP/1.0. */
function parse(head: string): Pick<FileAnswer, 'status' | 'headers'> {
  const [first = '', ...lines] = head.split('\r\n')
  const named = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const)
  const headers: Record<string, string> = Object.fromEntries(named)
  const [, status] = /^HTTP\/1\.[01] (\d{3})( |$)/.exec(first) ?? []
  return { status: headers['transfer-encoding'] === undefined ? Number(status) : Number.NaN, headers }
}
