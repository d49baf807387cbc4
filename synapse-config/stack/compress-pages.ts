import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)]

/** Beside each file of the pages, the same one compressed: it is done once, and served as it is (bridge/src/http/gateway/compressed.ts). */
export async function compressPages(dist: string): Promise<void> {
  for (const name of globSync('assets/*.{js,css,svg}', { cwd: dist })) {
    const path = join(dist, name)
    const plain = await readFile(path)
    // 11 takes ten times as long, for three parts in a hundred.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
    const [brotli, zipped] = await Promise.all([toBrotli(plain, { params }), toGzip(plain, { level: 9 })])
    await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, zipped)])
  }
}
