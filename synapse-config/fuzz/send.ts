import { connect } from 'node:net'
import type { Sent } from './requests.ts'

export interface Heard {
  /** 0: the connection ended without an answer. */
  readonly status: number
  readonly headers: string
  readonly body: string
  /** 'silence': no answer in time, or one that never ended. */
  readonly end: 'answered' | 'closed' | 'silence' | 'unreachable'
}

const PATIENCE_MS = 15_000
/** For a request that promises more than it brings: the server rightly waits. */
const SHORT_PATIENCE_MS = 2_000
const LARGEST = 4_000_000

/** Sends the bytes as they are, with no client between that would mend them, and reads one answer. */
export function send(url: string, { verb, path, headers, body }: Sent): Promise<Heard> {
  const { hostname, port } = new URL(url)
  const bytes = Buffer.from(body)
  const named = (name: string) => headers.some(([given]) => given === name)
  const chunked = headers.some(([name, value]) => name === 'transfer-encoding' && value.endsWith('chunked'))
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  if (!named('content-length') && !named('transfer-encoding') && (bytes.length > 0 || verb === 'POST' || verb === 'PUT'))
    lines.push(`content-length: ${bytes.length}`)
  if (!named('connection')) lines.push('connection: close')
  const head = Buffer.from(`${verb} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'utf8')
  const sentBody = chunked
    ? [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from(bytes.length === 0 ? '\r\n' : '\r\n0\r\n\r\n')]
    : [bytes]

  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const socket = connect(Number(port), hostname.replace('localhost', '127.0.0.1'))
    const timer = setTimeout(() => finish('silence'), named('content-length') ? SHORT_PATIENCE_MS : PATIENCE_MS)
    const finish = (end: Heard['end']) => {
      clearTimeout(timer)
      socket.destroy()
      const text = Buffer.concat(chunks).toString('utf8')
      // What the server says before the answer proper (100) is not it.
      const answer = text.replace(/^(HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n)+/, '')
      const at = answer.indexOf('\r\n\r\n')
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)
      resolve({ status, headers: answer.slice(0, Math.max(0, at)), body: at < 0 ? '' : answer.slice(at + 4), end })
    }
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size < LARGEST) chunks.push(chunk)
      // Where the request asked to keep the connection, the end of the answer is told by its length.
      if (isWhole(Buffer.concat(chunks), verb)) finish('answered')
    })
    socket.on('end', () => finish(size > 0 ? 'answered' : 'closed'))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ECONNREFUSED' ? 'unreachable' : size > 0 ? 'answered' : 'closed'),
    )
    socket.write(Buffer.concat([head, ...sentBody]))
  })
}

function isWhole(received: Buffer, verb: string): boolean {
  const at = received.indexOf('\r\n\r\n')
  if (at < 0) return false
  const head = received.subarray(0, at).toString('latin1')
  if (/^HTTP\/1\.1 1\d\d/.test(head)) return false
  // The answer to HEAD tells the length of a body that does not come (RFC 9110, 9.3.2).
  if (verb === 'HEAD' || /^HTTP\/1\.1 (204|304)/.test(head)) return true
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return received.subarray(-5).toString('latin1') === '0\r\n\r\n'
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  return length !== undefined && received.length >= at + 4 + Number(length)
}
