import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import type {} from '../../synapse-config/stack/shared-stack.ts'

// The pages as they travel: compressed at the build, and looked for anew when their address does not change with them.
const { baseUrl } = inject('stack')

/** As it comes over the wire: `fetch` would unpack it. */
async function raw(path: string, accepted?: string, method = 'GET') {
  const asked = request(`${baseUrl}${path}`, { method, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }
}
const shell = async (path: string) => (await raw(path)).body.toString()
const scriptOf = (html: string) => /src="(\/assets\/[\w.-]+\.js)"/.exec(html)?.[1] ?? ''

test('scripts and styles come compressed to whoever reads that, and are the same for everybody', async () => {
  const html = await shell('/accueil')
  const style = /href="(\/assets\/[\w.-]+\.css)"/.exec(html)?.[1] ?? ''
  for (const path of [scriptOf(html), style]) {
    const plain = await raw(path)
    expect([plain.status, plain.headers['content-encoding'], plain.headers['vary']]).toEqual([200, undefined, 'Accept-Encoding'])
    for (const [accepted, encoding, unpack] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip, deflate', 'gzip', gunzipSync],
      ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ] as const) {
      const packed = await raw(path, accepted)
      expect(packed.headers['content-encoding'], accepted).toBe(encoding)
      expect(unpack(packed.body).equals(plain.body)).toBe(true)
      expect(packed.body.length).toBeLessThan(plain.body.length)
      expect(packed.headers).toMatchObject({
        'content-type': plain.headers['content-type'],
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        vary: 'Accept-Encoding',
      })
    }
    for (const none of ['identity', 'br;q=0, gzip;q=0']) expect((await raw(path, none)).headers['content-encoding'], none).toBeUndefined()
    expect((await raw(path, 'br', 'HEAD')).headers['content-encoding']).toBe('br')
  }
  for (const absent of ['/assets/nulle-part.js', '/assets/..%2findex.html']) expect((await raw(absent, 'br')).status, absent).toBe(404)
})

test('the service worker and the manifest are looked for anew each time; the console has neither', async () => {
  for (const [path, type] of [
    ['/sw.js', /javascript/],
    ['/manifest.webmanifest', /^application\/manifest\+json/],
  ] as const) {
    const { status, headers } = await raw(path)
    expect([status, headers['cache-control']], path).toEqual([200, 'no-cache'])
    expect(headers['content-type']).toMatch(type)
    expect(headers['content-security-policy']).toMatch(/worker-src 'self'; manifest-src 'self'/)
  }
  expect(await shell('/accueil')).toContain('rel="manifest"')
  const console_ = await shell('/admin')
  expect(console_).not.toContain('manifest')
  // What it keeps is what the professionals' pages are made of: all that these load at first, and nothing that is the console's alone.
  const kept = /const FILES = (\[.*\])/.exec((await raw('/sw.js')).body.toString())?.[1] ?? '[]'
  const files = JSON.parse(kept) as string[]
  expect(files).toContain(scriptOf(await shell('/accueil')))
  expect(files).not.toContain(scriptOf(console_))
  expect(files.filter((file) => !/^\/assets\/[\w.-]+\.(js|css)$/.test(file))).toEqual([])
})

test('every icon of the manifest is there, a picture of the size that it says', async () => {
  const manifest = JSON.parse((await raw('/manifest.webmanifest')).body.toString()) as Record<string, unknown>
  expect(manifest).toMatchObject({ lang: 'fr', start_url: '/accueil', scope: '/', display: 'standalone' })
  const icons = manifest['icons'] as { src: string; sizes: string; type: string; purpose: string }[]
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  )
  for (const { src, sizes, type } of icons.filter((icon) => icon.type === 'image/png')) {
    const { body, headers } = await raw(src)
    expect(headers['content-type']).toBe(type)
    expect(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`, src).toBe(sizes)
  }
})
