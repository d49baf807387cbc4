import { request } from 'node:http'
import { deflateSync } from 'node:zlib'
import { expect } from 'vitest'
import { type Json, type Someone, type Stage, eventually, sendPath, some } from './rooms.ts'

export interface Given {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  readonly json: Json
}
/** Somebody with a session, and what they do with files through the public port. */
export interface Holder extends Someone {
  readonly token: string
  fetch(method: string, path: string, init?: { body?: Uint8Array | string; headers?: Record<string, string> }): Promise<Given>
  /** Gives the address of the file. */
  upload(bytes: Uint8Array, type?: string, name?: string): Promise<string>
  tryUpload(bytes: Uint8Array, type?: string, name?: string): Promise<Given>
  download(address: string, headers?: Record<string, string>): Promise<Given>
  thumbnail(address: string): Promise<Given>
  /** What a message with this content is answered. */
  send(room: string, content: Json, type?: string): Promise<Given>
  /** Sends a file; gives the event. */
  attach(room: string, address: string, more?: Json): Promise<string>
}

export const pathOf = (address: string): string => address.slice('mxc://'.length)
export const mediaId = (address: string): string => address.split('/').at(-1) ?? ''
export const fileMessage = (url: string, more: Json = {}): Json => ({ msgtype: 'm.file', body: 'compte-rendu.pdf', url, ...more })

export function handsOf(baseUrl: string, person: Someone, token: string): Holder {
  const fetchIt: Holder['fetch'] = async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
    return { status: response.status, headers: response.headers, bytes, json: isJson ? (JSON.parse(bytes.toString()) as Json) : {} }
  }
  // Who asks at the very moment at which an access of theirs ends is told to ask again, as clients do.
  const read = async (path: string, headers: Record<string, string> = {}, tries = 5): Promise<Given> => {
    const answer = await fetchIt('GET', path, { headers })
    return answer.status === 503 && tries > 1 ? read(path, headers, tries - 1) : answer
  }
  const holder: Holder = {
    ...person,
    token,
    fetch: fetchIt,
    tryUpload: (body, type = 'image/png', name = '') =>
      fetchIt('POST', `/_matrix/media/v3/upload${name === '' ? '' : `?filename=${encodeURIComponent(name)}`}`, {
        body,
        headers: { 'content-type': type },
      }),
    async upload(bytes, type, name) {
      const { status, json } = await holder.tryUpload(bytes, type, name)
      expect(status, JSON.stringify(json)).toBe(200)
      return String(json['content_uri'])
    },
    download: (address, headers = {}) => read(`/_matrix/client/v1/media/download/${pathOf(address)}`, headers),
    thumbnail: (address) => read(`/_matrix/client/v1/media/thumbnail/${pathOf(address)}?width=32&height=32&method=crop`),
    send: (room, content, type = 'm.room.message') =>
      fetchIt('PUT', sendPath(room, type), { body: JSON.stringify(content), headers: { 'content-type': 'application/json' } }),
    async attach(room, address, more) {
      const { status, json } = await holder.send(room, fileMessage(address, more))
      expect(status, JSON.stringify(json)).toBe(200)
      return String(json['event_id'])
    },
  }
  return holder
}

export async function holderOf(stage: Stage, baseUrl: string, person: Someone): Promise<Holder> {
  const { body } = await stage.logIn(person.userId, person.password)
  return handsOf(baseUrl, person, body.access_token)
}

/** A journal with these many members, signed in. */
export async function aJournal(stage: Stage, baseUrl: string, count = 2) {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const people = await Promise.all(Array.from({ length: count }, () => stage.newPerson()))
  for (const { id } of people) await stage.addMember(circle.id, id)
  const { roomId: room } = await stage.settled(circle.id)
  const members = await Promise.all(people.map((person) => holderOf(stage, baseUrl, person)))
  return { circle, room, members }
}

export const refusal = ({ status, json }: Given): unknown[] => [status, json['fr.sphere.refusal']]
/** What the homeserver itself says of a file, past the gateway: 200 or 404. */
export async function storedStatus(stage: Stage, synapseUrl: string, asToken: string, address: string): Promise<number[]> {
  const user = `user_id=${encodeURIComponent(`@sphere:${stage.serverName}`)}`
  const paths = [`download/${pathOf(address)}?`, `thumbnail/${pathOf(address)}?width=32&height=32&method=crop&`]
  const answers = await Promise.all(
    paths.map((path) => fetch(`${synapseUrl}/_matrix/client/v1/media/${path}${user}`, { headers: { authorization: `Bearer ${asToken}` } })),
  )
  for (const answer of answers) await answer.arrayBuffer()
  return answers.map(({ status }) => status)
}
export const gone = (stage: Stage, synapseUrl: string, asToken: string, address: string): Promise<void> =>
  eventually(async () => expect(await storedStatus(stage, synapseUrl, asToken, address)).toEqual([404, 404]))

/** A picture that no other test has: one colour, by chance. */
export function aPng(side = 64): Buffer {
  const colour = [...Buffer.from(some('c')).subarray(-3)]
  const row = Buffer.from([0, ...Array.from({ length: side }, () => colour).flat()])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
export function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
export const aPdf = (size = 2_000): Buffer =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n% ${some('document')}\n`),
    Buffer.alloc(Math.max(0, size - 60), 'abcdefghijklmnop'),
    Buffer.from('\n%%EOF\n'),
  ])

/** Like a reader on a bad line: for a while nothing gets through, and what lies between here and there is full. */
export function readHaltingly(baseUrl: string, who: Holder, address: string): Promise<Buffer> {
  const url = new URL(`/_matrix/client/v1/media/download/${pathOf(address)}`, baseUrl)
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${who.token}` } }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.once('end', () => resolve(Buffer.concat(pieces))).once('error', reject)
      answer.once('data', () => {
        answer.pause()
        setTimeout(() => answer.resume(), 1_500)
      })
    })
    asked.once('error', reject).end()
  })
}
