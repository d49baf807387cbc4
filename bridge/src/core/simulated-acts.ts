import type { SimulatedActName } from 'policies'
import type { UserId } from './ids.ts'
import type { ProposedEvent } from './question.ts'

/** Whom and what an imagined act is about. */
export interface Imagined {
  readonly actor: UserId
  readonly subject: UserId
  readonly bridge: UserId
  readonly roomId: string
  /** Somebody wrote after the message that is to be deleted. */
  readonly followed: boolean
  /** The deletion says why. */
  readonly reasoned: boolean
}

/** One act of a person: the address a client asks it by, and what the homeserver's module then asks about. */
export interface SimulatedAct {
  readonly route: (given: Imagined) => readonly [verb: string, path: string]
  /** 'reading', 'mail', 'publication' and 'export' have no event. */
  readonly asks: 'reading' | 'mail' | 'publication' | 'export' | ((given: Imagined) => ProposedEvent)
}

const CLIENT = '/_matrix/client/v3'
const at = ({ roomId }: Imagined, rest: string): string => `${CLIENT}/rooms/${encodeURIComponent(roomId)}/${rest}`

const event = (given: Imagined, type: string, more: Partial<ProposedEvent> = {}): ProposedEvent => ({
  type,
  stateKey: null,
  sender: given.actor,
  content: null,
  msgtype: null,
  relType: null,
  edits: false,
  vanishes: false,
  id: '',
  body: null,
  size: 100,
  media: [],
  hasFile: false,
  mentionsAbsent: [],
  redaction: null,
  formerMembership: null,
  ...more,
})

const said = (type: string, more: Partial<ProposedEvent> = {}): SimulatedAct => ({
  route: (given) => ['PUT', at(given, `send/${type}/1`)],
  asks: (given) => event(given, type, more),
})
const deleted = (author: (given: Imagined) => UserId, newest: (given: Imagined) => boolean): SimulatedAct => ({
  route: (given) => ['PUT', at(given, 'redact/$message/1')],
  asks: (given) =>
    event(given, 'm.room.redaction', {
      redaction: {
        targetId: '$message',
        target: { type: 'm.room.message', sender: author(given), isState: false },
        newest: newest(given),
        reasoned: given.reasoned,
      },
    }),
})
const moved = (act: string, membership: string, formerMembership: string | null): SimulatedAct => ({
  route: (given) => ['POST', at(given, act)],
  asks: (given) => event(given, 'm.room.member', { stateKey: given.subject, content: { membership }, formerMembership }),
})
const movesThemself = (route: SimulatedAct['route'], content: Record<string, unknown>, formerMembership: string | null): SimulatedAct => ({
  route,
  asks: (given) => event(given, 'm.room.member', { stateKey: given.actor, content, formerMembership }),
})
const set = (type: string, content: Record<string, unknown>): SimulatedAct => ({
  route: (given) => ['PUT', at(given, `state/${type}/`)],
  asks: (given) => event(given, type, { stateKey: '', content }),
})
const notFollowed = ({ followed }: Imagined): boolean => !followed

/** The acts that the simulator knows, by name. */
export const SIMULATED_ACTS: Readonly<Record<SimulatedActName, SimulatedAct>> = {
  read: { route: (given) => ['GET', at(given, 'messages')], asks: 'reading' },
  write: said('m.room.message', { msgtype: 'm.text' }),
  'send-file': said('m.room.message', { msgtype: 'm.file', hasFile: true }),
  react: said('m.reaction', { relType: 'm.annotation' }),
  edit: said('m.room.message', { msgtype: 'm.text', relType: 'm.replace', edits: true }),
  poll: said('m.poll.start'),
  encrypt: said('m.room.encrypted'),
  delete: deleted(({ actor }) => actor, notFollowed),
  'delete-of-another': deleted(({ bridge }) => `${bridge}.not` as UserId, notFollowed),
  'delete-notice': deleted(({ bridge }) => bridge, notFollowed),
  invite: moved('invite', 'invite', null),
  kick: moved('kick', 'leave', 'join'),
  ban: moved('ban', 'ban', 'join'),
  join: movesThemself((given) => ['POST', at(given, 'join')], { membership: 'join' }, 'invite'),
  leave: movesThemself((given) => ['POST', at(given, 'leave')], { membership: 'leave' }, 'join'),
  knock: movesThemself(({ roomId }) => ['POST', `${CLIENT}/knock/${encodeURIComponent(roomId)}`], { membership: 'knock' }, null),
  'change-name-here': movesThemself(
    (given) => ['PUT', at(given, `state/m.room.member/${encodeURIComponent(given.actor)}`)],
    { membership: 'join', displayname: '?' },
    'join',
  ),
  rename: set('m.room.name', { name: '?' }),
  'change-rights': set('m.room.power_levels', { users_default: 100 }),
  'turn-encryption-on': set('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }),
  publish: {
    route: ({ roomId }) => ['PUT', `${CLIENT}/directory/list/room/${encodeURIComponent(roomId)}`],
    asks: 'publication',
  },
  'export-journal': { route: () => ['POST', '/api/v1/people/me/exports'], asks: 'export' },
  'open-mail': { route: () => ['POST', `${CLIENT}/createRoom`], asks: 'mail' },
  'create-room': { route: () => ['POST', `${CLIENT}/createRoom`], asks: 'mail' },
  'change-display-name': {
    route: ({ actor }) => ['PUT', `${CLIENT}/profile/${encodeURIComponent(actor)}/displayname`],
    asks: (given) =>
      event(given, 'm.room.member', { stateKey: given.actor, content: { membership: 'join', displayname: '?' }, formerMembership: 'join' }),
  },
}
