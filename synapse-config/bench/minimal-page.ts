import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeModules } from '../stack/paths.ts'
import { run } from '../stack/run.ts'

/** The least that shows a room: the session that the device keeps, a store, a sync, a list of lines. */
const SCRIPT = `
import { createClient, IndexedDBStore, RoomEvent, ClientEvent } from 'matrix-js-sdk'
const room = decodeURIComponent(location.hash.slice(1))
const store = new IndexedDBStore({ indexedDB, dbName: 'minimal', localStorage })
await store.startup()
const client = createClient({ baseUrl: BASE_URL, ...JSON.parse(localStorage.getItem('session')), store, useAuthorizationHeader: true })
const draw = () => {
  const events = client.getRoom(room)?.getLiveTimeline().getEvents() ?? []
  document.body.replaceChildren(...events.map((event) => {
    const line = document.createElement('p')
    line.textContent = event.getContent().body ?? ''
    return line
  }))
}
client.on(RoomEvent.Timeline, draw)
client.on(ClientEvent.Sync, draw)
await client.startClient({ initialSyncLimit: 20, lazyLoadMembers: true })
`

/** Serves it on a port of its own, until it is stopped. */
export async function startMinimalPage(baseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'care-circle-minimal-'))
  writeFileSync(join(dir, 'main.js'), SCRIPT.replace('BASE_URL', JSON.stringify(baseUrl)))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><meta charset="utf-8"><body><script type="module" src="/main.js"></script>')
  writeFileSync(
    join(dir, 'vite.config.mjs'),
    `export default { resolve: { alias: { 'matrix-js-sdk': ${JSON.stringify(join(nodeModules, 'matrix-js-sdk/lib/browser-index.js'))} } }, build: { target: 'es2022', modulePreload: false } }`,
  )
  const vite = join(nodeModules, 'vite', 'bin', 'vite.js')
  const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: dir, env: process.env })
  if (code !== 0) throw new Error(`La page minimale n’a pas pu être construite : ${output.slice(-500)}`)
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = path === '/' ? 'index.html' : path.slice(1)
    try {
      const body = readFileSync(join(dir, 'dist', file))
      response.writeHead(200, { 'content-type': file.endsWith('.js') ? 'text/javascript' : 'text/html' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
