import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { LogService, MatrixClient, MatrixError } from 'matrix-bot-sdk'
import type { RoomId, UserId } from '../core/ids.ts'
import { INVITATIONS } from '../core/push-rules.ts'
import { MARKER } from '../core/rooms/kind.ts'
import { type RawState, actualRoom } from './actual-room.ts'
import { directChats } from './direct-chats.ts'
import { mailVerbs } from './mails.ts'
import { mediaVerbs } from './media.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'
import { roomPurge } from './purge.ts'
import { pushVerbs } from './push-rules.ts'
import { pusherVerbs } from './pushers.ts'
import { sessionVerbs } from './sessions.ts'
import { timelineVerbs } from './timeline.ts'
import { whoseAccessToken } from './whose-token.ts'

// The SDK logs whole requests, tokens included, at its own levels: ours says what failed, without them.
LogService.muteModule('MatrixHttpClient')
LogService.muteModule('MatrixLiteClient')

export interface MatrixSettings {
  readonly homeserverUrl: string
  readonly serverName: string
  readonly asToken: string
  readonly registrationSecret: string
}
type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'
type Json = Record<string, unknown>
const at = (...parts: readonly string[]) => `/${parts.map(encodeURIComponent).join('/')}`
const CLIENT = '/_matrix/client/v3'
const ADMIN = '/_synapse/admin'
const NOT_THERE = new Set(['M_NOT_FOUND', 'M_UNRECOGNIZED'])

/** The homeserver through its client-server, admin and application-service interfaces. The only importer of the SDK. */
export function matrixClient({ homeserverUrl, serverName, asToken, registrationSecret }: MatrixSettings): MatrixPort {
  const client = new MatrixClient(homeserverUrl, asToken)
  // The federation's one question that the console needs; Synapse takes any Authorization header there for another server's.
  const anonymous = new MatrixClient(homeserverUrl, '')
  const bridge = `@sphere:${serverName}` as UserId
  // A service account that nobody signs in with: the admin API asks for a user, and no person may be one.
  const admin = `@sphere-admin:${serverName}` as UserId

  async function call(
    doing: string,
    as: UserId | null,
    method: Method,
    path: string,
    body?: object,
    query: Json = {},
    by = client,
  ): Promise<Json> {
    try {
      return (await by.doRequest(method, path, as === null ? query : { ...query, user_id: as }, body, 20_000)) as Json
    } catch (error) {
      if (error instanceof MatrixError) throw new MatrixFailure(doing, error.errcode, error.error, error.statusCode)
      throw new MatrixFailure(doing, 'NO_ANSWER', error instanceof Error ? error.message.slice(0, 200) : '', null)
    }
  }
  const ignoring = (codes: ReadonlySet<string>) => (error: unknown) => {
    if (!(error instanceof MatrixFailure && codes.has(error.errcode))) throw error
  }

  async function registerAdmin(): Promise<void> {
    const { nonce } = await call('nonce', null, 'GET', `${ADMIN}/v1/register`)
    const username = 'sphere-admin'
    const password = randomBytes(32).toString('base64url')
    const mac = createHmac('sha1', registrationSecret).update([nonce, username, password, 'admin'].join('\0')).digest('hex')
    await call('register the administrator', null, 'POST', `${ADMIN}/v1/register`, { nonce, username, password, admin: true, mac }).catch(
      ignoring(new Set(['M_USER_IN_USE'])),
    )
  }
  const account = (user: UserId, body: object) => call('set the account', admin, 'PUT', `${ADMIN}/v2/users${at(user)}`, body)

  /**
   * Two works may make a newcomer's account at once (their own and a room's, or a password). Whoever comes second is told that the
   * name is taken, and finds the account there a moment later.
   */
  async function makeOrSet(user: UserId, body: object, tries = 6): Promise<void> {
    try {
      await account(user, body)
    } catch (error) {
      if (tries <= 1 || !(error instanceof MatrixFailure && error.errcode === 'M_USER_IN_USE')) throw error
      await pause(50)
      await makeOrSet(user, body, tries - 1)
    }
  }

  const sessions = sessionVerbs(call, { admin, homeserverUrl })
  const push = pushVerbs(call)
  const state = async (room: RoomId) =>
    (await call('read the room', bridge, 'GET', `${CLIENT}/rooms${at(room)}/state`)) as unknown as RawState[]

  return {
    ...directChats(call, admin),
    ...timelineVerbs(call, admin),
    ...mailVerbs(call),
    ...push,
    ...sessions,
    ...pusherVerbs(homeserverUrl),
    ...mediaVerbs(call, { admin, bridge, serverName, homeserverUrl, asToken }),
    ...roomPurge(call, admin),
    bridge,
    async prepare() {
      await call('register the bridge', null, 'POST', `${CLIENT}/register`, {
        type: 'm.login.application_service',
        username: 'sphere',
        inhibit_login: true,
      }).catch(ignoring(new Set(['M_USER_IN_USE'])))
      await registerAdmin()
      await account(bridge, { displayname: 'SPHERE' })
    },
    async isUp() {
      return call('versions', null, 'GET', '/_matrix/client/versions').then(
        () => true,
        () => false,
      )
    },
    async version() {
      const { server_version: version } = await call('read the version', null, 'GET', `${ADMIN}/v1/server_version`)
      return String(version)
    },

    async setAccount(user, { displayName, locked }) {
      const path = `${ADMIN}/v2/users${at(user)}`
      const found = await call('read the account', admin, 'GET', path).catch((error: unknown) => {
        ignoring(NOT_THERE)(error)
        return undefined
      })
      const wanted = { displayname: displayName, locked }
      if (found?.['displayname'] !== displayName || found['locked'] !== locked) await makeOrSet(user, wanted)
      // What a crash leaves undone here, the daily look at everybody's rules does.
      if (found === undefined && !locked) await push.disablePushRule(user, INVITATIONS)
      if (locked)
        await sessions.endSessions(
          user,
          (await sessions.listSessions(user)).map(({ id }) => id),
        )
    },
    async setPassword(user, password) {
      await account(user, { password, logout_devices: true })
    },

    async createRoom(request) {
      const { room_id: room } = await call('make the room', bridge, 'POST', `${CLIENT}/createRoom`, request)
      return room as RoomId
    },
    async readRoom(room) {
      return actualRoom(await state(room))
    },
    async setState(room, type, stateKey, content) {
      await call(`set ${type}`, bridge, 'PUT', `${CLIENT}/rooms${at(room)}/state${at(type, stateKey)}`, content)
    },
    async invite(room, user) {
      await call('invite', bridge, 'POST', `${CLIENT}/rooms${at(room)}/invite`, { user_id: user })
    },
    async joinAs(room, user) {
      await call('join', user, 'POST', `${CLIENT}/rooms${at(room)}/join`, {})
    },
    async unban(room, user) {
      await call('unban', bridge, 'POST', `${CLIENT}/rooms${at(room)}/unban`, { user_id: user })
    },
    async remove(room, user, reason) {
      await call('remove', bridge, 'POST', `${CLIENT}/rooms${at(room)}/kick`, { user_id: user, reason })
      // A locked account cannot be spoken for; Synapse forgets the room by itself a little later (forget_rooms_on_leave).
      await call('forget', user, 'POST', `${CLIENT}/rooms${at(room)}/forget`, {}).catch(
        ignoring(new Set(['M_UNKNOWN', 'M_USER_LOCKED', 'M_FORBIDDEN', 'M_NOT_FOUND'])),
      )
    },
    async say(room, key, content) {
      await call('say', bridge, 'PUT', `${CLIENT}/rooms${at(room)}/send/m.room.message${at(key)}`, content)
    },
    async note(room, key, type, content) {
      await call('note', bridge, 'PUT', `${CLIENT}/rooms${at(room)}/send${at(type)}${at(key)}`, content)
    },
    async hasSaid(room, event) {
      const filter = JSON.stringify({ senders: [bridge], types: ['m.room.message'], lazy_load_members: true })
      let from: string | undefined
      for (let page = 0; page < 20; page++) {
        const { chunk, end } = await call('read the notices', bridge, 'GET', `${CLIENT}/rooms${at(room)}/messages`, undefined, {
          dir: 'b',
          limit: 100,
          filter,
          ...(from === undefined ? {} : { from }),
        })
        const said = (chunk as { content: Json }[]).map(({ content }) => (content['fr.sphere.notice'] as Json | undefined)?.['event'])
        if (said.includes(event)) return true
        // Notices follow the order of events: an earlier one means that this one was not said.
        if (said.some((other) => typeof other === 'string' && BigInt(other) < BigInt(event)) || typeof end !== 'string') return false
        from = end
      }
      return false
    },
    async listOwnRooms() {
      const { joined_rooms: rooms } = await call('list rooms', bridge, 'GET', `${CLIENT}/joined_rooms`)
      return rooms as RoomId[]
    },
    async readMarker(room) {
      const created = (await state(room)).find(({ type }) => type === 'm.room.create')
      return created?.content[MARKER] as { kind: string; id: string } | undefined
    },
    async leave(room) {
      await call('leave', bridge, 'POST', `${CLIENT}/rooms${at(room)}/leave`, {})
      await call('forget', bridge, 'POST', `${CLIENT}/rooms${at(room)}/forget`, {}).catch(ignoring(new Set(['M_UNKNOWN', 'M_NOT_FOUND'])))
    },
    whoseAccessToken: (token) => whoseAccessToken(homeserverUrl, token),
    async whoseOpenIdToken(token) {
      const path = '/_matrix/federation/v1/openid/userinfo'
      const found = await call('read the OpenID token', null, 'GET', path, undefined, { access_token: token }, anonymous).catch(
        (error: unknown) => {
          if (error instanceof MatrixFailure && !error.transient) return undefined
          throw error
        },
      )
      return typeof found?.['sub'] === 'string' ? found['sub'] : undefined
    },
  }
}
