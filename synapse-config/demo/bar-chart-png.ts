import { crc32, deflateSync } from 'node:zlib'

export const CHART = { width: 640, height: 360 } as const
const MARGIN = 40
const [PAPER, BAR, AXIS] = [0, 1, 2]
const COLOURS = [0xff, 0xff, 0xff, 0x1f, 0x7a, 0x8c, 0x33, 0x3a, 0x42]

/** Values as bars above a line, one picture of three colours that any reader opens: what a picture of the demonstration needs, and no more. */
export function barChartPng(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const { width, height } = CHART
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const step = (width - 2 * MARGIN) / values.length
  const ground = height - MARGIN
  const tops = values.map((value) => ground - Math.round(40 + ((value - least) / Math.max(1, most - least)) * (ground - MARGIN - 40)))
  const colourAt = (x: number, y: number): number => {
    if (Math.abs(y - ground) < 2 && x >= MARGIN && x < width - MARGIN) return AXIS
    const inside = (x - MARGIN) % step
    const top = tops[Math.floor((x - MARGIN) / step)]
    return x >= MARGIN && top !== undefined && inside > step * 0.2 && inside < step * 0.8 && y >= top && y < ground ? BAR : PAPER
  }
  // Each row begins with its filter: none.
  const pixels = Uint8Array.from({ length: height * (width + 1) }, (_, at) => {
    const x = at % (width + 1)
    return x === 0 ? 0 : colourAt(x - 1, Math.floor(at / (width + 1)))
  })
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from(signature),
      chunk('IHDR', Buffer.concat([size, Buffer.from([8, 3, 0, 0, 0])])),
      chunk('PLTE', Buffer.from(COLOURS)),
      chunk('IDAT', deflateSync(pixels)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** A part of a PNG (ISO/IEC 15948): its length, its name, what it holds, and the checksum of both. */
function chunk(name: string, held: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), held])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(held.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
