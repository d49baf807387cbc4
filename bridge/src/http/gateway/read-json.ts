import type { IncomingMessage } from 'node:http'

/** Why a body is not read, as the specification names it. */
export class BadBody extends Error {
  readonly status: number
  readonly errcode: string
  constructor(status: number, errcode: string) {
    super(errcode)
    this.status = status
    this.errcode = errcode
  }
}

/** A small body, whole: UTF-8 and nothing else. Throws BadBody. */
export async function readText(request: IncomingMessage, largest = 65_536): Promise<string> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new BadBody(400, 'M_NOT_JSON')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) throw new BadBody(413, 'M_TOO_LARGE')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new BadBody(400, 'M_NOT_JSON')
  }
}

/** A small body as JSON. Throws BadBody. */
export async function readJson(request: IncomingMessage, largest?: number): Promise<unknown> {
  const text = await readText(request, largest)
  try {
    return JSON.parse(text)
  } catch {
    throw new BadBody(400, 'M_NOT_JSON')
  }
}
