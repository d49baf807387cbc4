import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import type { OwnStack } from './own-stack.ts'

/** The most memory that the gateway has ever had, in kB. */
export function peakMemory({ stack: { processes } }: OwnStack): number {
  const status = readFileSync(`/proc/${gatewayPid(processes['gateway']?.pid() ?? 0)}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])
}
/** The stack may start it through another process that watches over it. */
function gatewayPid(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? pid : Number(children.split(' ')[0])
}

/** Sends so many bytes that call themselves a PDF, a piece at a time; gives the address. */
export function streamUp(baseUrl: string, token: string, size: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-length': size, 'content-type': 'application/pdf' }
    const asked = request(`${baseUrl}/_matrix/media/v3/upload`, { method: 'POST', headers }, (answer) => {
      let text = ''
      answer.on('data', (piece: Buffer) => (text += piece.toString()))
      answer.once('end', () => resolve(String((JSON.parse(text) as { content_uri: string }).content_uri)))
    })
    asked.once('error', reject)
    const piece = Buffer.alloc(65_536, 'x')
    let left = size
    const more = () => {
      while (left > 0) {
        const next =
          left === size ? Buffer.concat([Buffer.from('%PDF-1.7\n'), piece.subarray(9)]) : piece.subarray(0, Math.min(left, piece.length))
        left -= next.length
        if (!asked.write(next)) return void asked.once('drain', more)
      }
      asked.end()
    }
    more()
  })
}
/** Gives how many bytes came. */
export function streamDown(baseUrl: string, token: string, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = `${baseUrl}/_matrix/client/v1/media/download/${address.slice(6)}`
    request(url, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let size = 0
      answer.on('data', (piece: Buffer) => (size += piece.length))
      answer.once('end', () => resolve(size))
    })
      .once('error', reject)
      .end()
  })
}
