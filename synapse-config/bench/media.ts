import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Homeserver } from './matrix.ts'

// A kind of file that a journal holds; its bytes are noise, which nothing on the way can make smaller.
const KIND = 'application/pdf'
const HEAD = Buffer.from('%PDF-1.7\n')

/** Gives the address of a new file of so many megabytes. */
export async function uploadFile(person: Homeserver, megabytes: number): Promise<string> {
  const bytes = Buffer.concat([HEAD, randomBytes(megabytes * 1_000_000 - HEAD.length)])
  const { body } = await exchange(person, 'POST', '/_matrix/media/v3/upload?filename=mesure.pdf', bytes)
  return (JSON.parse(body.toString()) as { content_uri: string }).content_uri
}

/** Reads the whole of it. */
export async function downloadFile(person: Homeserver, mxc: string): Promise<void> {
  await exchange(person, 'GET', `/_matrix/client/v1/media/download/${mxc.replace('mxc://', '')}`)
}

function exchange({ url, token }: Homeserver, method: string, path: string, bytes?: Buffer): Promise<{ body: Buffer }> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(bytes === undefined ? {} : { 'content-type': KIND, 'content-length': bytes.length }),
  }
  return new Promise((resolve, reject) => {
    const asking = request(`${url}${path}`, { method, headers, timeout: 60_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => (bytes === undefined ? undefined : chunks.push(chunk)))
      answer.on('error', reject)
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        if (answer.statusCode === 200) resolve({ body })
        else reject(new Error(`${method} ${path} : ${answer.statusCode} ${body.toString().slice(0, 200)}`))
      })
    })
    asking.on('error', reject)
    asking.end(bytes)
  })
}
