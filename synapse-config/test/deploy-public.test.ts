import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import { connect as secureConnect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { INSIDE } from '../../bridge/test/support/room-tricks.ts'
import { CLIENT, doorsOf, roomPath, sendPath, text } from '../../bridge/test/support/rooms.ts'
import { CLIENT_ROUTES } from '../../bridge/src/http/gateway/client-routes.ts'
import { freePort } from '../stack/ports.ts'
import { type Proxy, publicProxy } from './with/proxies.ts'
import { say } from './with/say.ts'

const stack = inject('stack')
const { newPerson, newStructure, newCircle, addMember, settled, logIn } = doorsOf(stack)
const LARGE = 20_000_000

let room = ''
let me = ''
let [token, friend] = ['', '']
beforeAll(async () => {
  const circle = await newCircle((await newStructure()).id)
  const [member, other] = await Promise.all([newPerson(), newPerson()])
  for (const { id } of [member, other]) await addMember(circle.id, id)
  room = (await settled(circle.id)).roomId
  me = member.userId
  token = (await logIn(me, member.password)).body.access_token
  friend = (await logIn(other.userId, other.password)).body.access_token
})

const bearer = (who: string) => ({ authorization: `Bearer ${who}`, 'content-type': 'application/json' })

/** What a row of the table is asked with, by nobody and by a member: nothing that ends a session or waits. */
function asked(): [method: string, path: string, who: string | null][] {
  const sample = (path: string) =>
    path
      .replace('{roomId}', encodeURIComponent(room))
      .replace('{userId}', encodeURIComponent(me))
      .replace('{eventId}', encodeURIComponent('$aucun'))
      .replace('/*', '/')
      .replaceAll(/\{\w+\??\}/g, 'x')
  return CLIENT_ROUTES.flatMap(({ verbs, versions, path, treatment }) =>
    verbs.flatMap((verb): [string, string, string | null][] => {
      const full = `/_matrix/client${versions.at(-1) === '' ? '' : `/${versions.at(-1)}`}${sample(path)}`
      const quiet = treatment === 'sync' ? `${full}?timeout=0` : full
      return [[verb, quiet, null], ...(verb === 'GET' ? [[verb, quiet, token] as [string, string, string]] : [])]
    }),
  ).filter(([, path]) => !/\/(login|refresh)$/.test(path))
}

describe.each(['nginx', 'caddy'] as const)('%s', (name) => {
  let proxy: Proxy
  beforeAll(async () => {
    // The second gateway has died: nobody listens there.
    proxy = await publicProxy(name, [stack.baseUrl, `http://127.0.0.1:${await freePort()}`])
  })
  afterAll(() => proxy?.stop())

  test('the whole table is answered as straight at the gateway', async () => {
    const differences: string[] = []
    for (const [method, path, who] of asked()) {
      const headers = who === null ? {} : bearer(who)
      const body = method === 'GET' ? '' : '{}'
      const direct = await say({ url: stack.baseUrl }, method, path, headers, body)
      let through = await say(proxy, method, path, headers, body)
      // The dead gateway may not have been noticed yet: whoever is told so asks again, as clients do.
      if (through.status === 503 && direct.status !== 503) through = await say(proxy, method, path, headers, body)
      if (direct.status !== through.status) differences.push(`${method} ${path}: ${direct.status}, through ${name} ${through.status}`)
    }
    expect(differences).toEqual([])
  }, 120_000)

  test('pages, discovery, the API and /health are there, the inside is not, however it is spelled', async () => {
    for (const path of ['/', '/admin', '/.well-known/matrix/client', '/health/live', '/api/openapi.json'])
      expect((await say(proxy, 'GET', path, {})).status, path).toBe(200)
    const target = {
      me,
      room,
      member: me,
      outsider: me,
      message: '$aucun',
      marker: { kind: 'journal', id: 'x' },
      serverName: stack.serverName,
    }
    for (const path of [
      ...INSIDE(target),
      '/metrics',
      '/metrics/',
      '/_matrix/media/v3/download/a/b',
      '/_matrix/media/v3/../../_synapse/admin/v1/rooms',
    ]) {
      const { status, body } = await say(proxy, 'GET', path, bearer(stack.secrets.asToken))
      expect(body.startsWith('<!doctype html>') || [400, 404].includes(status), `${path}: ${status} ${body}`).toBe(true)
    }
  })

  test('an odd path reaches the gateway as it was written', async () => {
    const at = encodeURIComponent(room)
    for (const path of [
      `${CLIENT}/rooms/${at}%2Fstate`,
      `${CLIENT}//rooms/${at}/state`,
      `${CLIENT}/rooms/${at}/../${at}/state`,
      `${CLIENT}/rooms/${at}/./state`,
      `${CLIENT}/rooms/${at}/state/`,
      `${CLIENT}/%72ooms/${at}/state`,
      `${CLIENT}/rooms/${at}/%2e%2e/state`,
      `/_matrix//client/v3/rooms/${at}/state`,
      `//_matrix/client/v3/rooms/${at}/state`,
      `/x/../_matrix/client/v3/rooms/${at}/state`,
      `/_matrix/client/x/..%2fv3/rooms/${at}/state`,
      `${CLIENT}/rooms/${at}/state;x=y`,
      `${CLIENT}/rooms/${at}/state%3f`,
    ]) {
      const { status, body } = await say(proxy, 'GET', path, bearer(token))
      expect(body, `${path}: ${status}`).not.toContain('m.room.create')
    }
    expect((await say(proxy, 'GET', `${CLIENT}/rooms/${at}/state`, bearer(token))).body).toContain('m.room.create')
    expect((await say(proxy, 'GET', `${CLIENT}/rooms/${room}/state`, bearer(token))).body).toContain('m.room.create')
  })

  test('a dead gateway is noticed by nobody', async () => {
    const statuses = new Set<number>()
    for (let turn = 0; turn < 12; turn += 1) {
      statuses.add((await say(proxy, 'GET', `${CLIENT}/account/whoami`, bearer(token))).status)
      statuses.add((await say(proxy, 'PUT', sendPath(room), bearer(token), JSON.stringify(text(`tour ${turn}`)))).status)
    }
    expect([...statuses]).toEqual([200])
  })

  test('a request for news waits, and hears at once', async () => {
    const since = String(JSON.parse((await say(proxy, 'GET', `${CLIENT}/sync?timeout=0`, bearer(token))).body).next_batch)
    const words = `nouvelle par ${name}`
    const listen = async (from: string): Promise<string> => {
      const { status, body } = await say(proxy, 'GET', `${CLIENT}/sync?timeout=30000&since=${from}`, bearer(token))
      expect(status).toBe(200)
      return body.includes(words) ? body : listen(String(JSON.parse(body).next_batch))
    }
    const heard = listen(since)
    expect((await say(proxy, 'PUT', sendPath(room), bearer(friend), JSON.stringify(text(words)))).status).toBe(200)
    expect(await heard).toContain(room)
  })

  test('20 MB go up whole, and no log holds a token or what was asked for', async () => {
    const headers = { ...bearer(token), 'content-type': 'application/octet-stream' }
    const up = await say(proxy, 'POST', '/_matrix/media/v3/upload?filename=gros.bin', headers, 'x'.repeat(LARGE))
    expect([200, 403, 415], up.body).toContain(up.status)
    expect((await say(proxy, 'GET', `${CLIENT}/account/whoami?access_token=${token}`, {})).status).toBe(200)
    // 16 000 letters are too many for anybody.
    await say(proxy, 'GET', `${roomPath(room, 'messages')}?access_token=${token}&filter=${'x'.repeat(30_000)}`, {}).catch(() => undefined)
    expect(proxy.logs()).toContain('/_matrix/client/v3/account/whoami')
    expect(proxy.logs()).not.toContain(token)
    expect(proxy.logs()).not.toContain('access_token')
  })

  test('what is sent and answered flows through piece by piece, and nothing is logged of a request that nobody took', async () => {
    const [begun, heardIt] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const upstream: Server = createServer((request, response) => {
      request.once('data', () => begun.resolve())
      request.once('end', () => {
        response.writeHead(200).write('début')
        void heardIt.promise.then(() => response.end('fin'))
      })
    })
    const port = await freePort()
    await new Promise<void>((resolve) => upstream.listen(port, '127.0.0.1', resolve))
    const other = await publicProxy(name, [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`])
    const end = () =>
      new Promise<void>((resolve) => {
        upstream.close(() => resolve())
        upstream.closeAllConnections()
      })
    try {
      const socket = secureConnect({
        host: 'localhost',
        servername: 'localhost',
        port: Number(new URL(other.url).port),
        ca: other.certificate,
      })
      let heard = ''
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
      const closed = once(socket, 'close')
      const half = 'x'.repeat(LARGE / 2)
      socket.write(
        `POST /_matrix/media/v3/upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${LARGE}\r\n\r\n${half}`,
      )
      // The other half is sent only once the gateway has begun to read; the end is said only once its beginning was heard.
      await begun.promise
      socket.write(half)
      await expect.poll(() => heard, { timeout: 60_000 }).toContain('début')
      expect(heard).not.toContain('fin')
      heardIt.resolve()
      await closed
      expect(heard).toContain('fin')
      await end()
      const lost = await say(other, 'POST', `${CLIENT}/search?access_token=${token}`, {}, '{}')
      expect([lost.status, lost.body]).toEqual([503, expect.stringContaining('M_UNKNOWN')])
      expect(other.logs()).not.toContain(token)
    } finally {
      await end()
      await other.stop()
    }
  }, 90_000)
})
