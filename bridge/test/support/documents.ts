import { deflateRawSync } from 'node:zlib'
import { crc32 } from './files.ts'

/** An archive with these entries, in this order. */
export function aZip(...entries: [name: string, content: string][]): Buffer {
  const parts = entries.map(([name, content]) => {
    const [data, packed] = [Buffer.from(content), deflateRawSync(Buffer.from(content))]
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(name === 'mimetype' ? 0 : 8, 8)
    header.writeUInt32LE(crc32(data), 14)
    header.writeUInt32LE(name === 'mimetype' ? data.length : packed.length, 18)
    header.writeUInt32LE(data.length, 22)
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, Buffer.from(name), name === 'mimetype' ? data : packed])
  })
  return Buffer.concat([...parts, Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
}
export const contentTypes = (main: string) => `<Types><Override PartName="/x" ContentType="application/vnd.${main}.main+xml"/></Types>`
export const word = 'openxmlformats-officedocument.wordprocessingml.document'
/** The file system of Office before 2007: a header, much content, and a directory at the end. */
export function aCompound(...names: string[]): Buffer {
  const entries = ['Root Entry', ...names].map((name) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 'utf16le')
    entry.writeUInt16LE((name.length + 1) * 2, 64)
    return entry
  })
  return Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512 * 400 - 8, 1),
    ...entries,
    Buffer.alloc(128),
  ])
}
export const box = (type: string, brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`${type}${brand}\0\0\0\0${brand}mif1`), Buffer.alloc(64)])
export const oggOpus = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(64)])
