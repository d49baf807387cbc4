import type { RoomKindName } from 'policies'
import type { RoomId, UserId } from '../ids.ts'

/** What the description of a kind of room may look at. */
export interface RoomSubject {
  readonly ref: string
  /** The patient's display name, the structure's or the folder's; nothing for what has no name of its own. */
  readonly title: string
  readonly closed: boolean
  readonly bridge: UserId
  readonly serverName: string
  /** In the tree of Spaces, among rooms that exist already: the Space in which it lies. */
  readonly parent: RoomId | null
  /** And the rooms that lie in it. */
  readonly children: readonly SpaceChild[]
}
export interface SpaceChild {
  readonly room: RoomId
  /** Where clients show it among the others (Matrix specification, m.space.child): at most 50 characters of ASCII. */
  readonly order?: string | undefined
}
export interface StateEvent {
  readonly type: string
  readonly stateKey: string
  readonly content: Readonly<Record<string, unknown>>
}
/** One description per kind of room. A new kind is one file like its neighbours and one line in `index.ts`. */
export interface RoomKind {
  readonly kind: RoomKindName
  /** Whose membership it follows. */
  readonly members: 'circle' | 'staff' | 'journals' | 'mail' | 'person'
  /** Not one for each circle, structure or person, but as many as somebody makes. */
  readonly many?: true
  /** The bot tells here of arrivals and departures. */
  readonly announces: boolean
  readonly roomType?: 'm.space'
  /** Message types that people may send here, and whether they may react to them. An allow-list: all else is refused. */
  readonly says: { readonly messages: readonly string[]; readonly reactions: boolean; readonly filesOnly?: true }
  /** Types of events by which the bridge alone notes there what clients do not show. */
  readonly notes?: readonly string[]
  /**
   * What one says there may be removed by another, as the rules say: Synapse asks for power before it asks them of somebody else's event, and
   * nobody holds any.
   */
  readonly removedByOthers?: true
  /** Not made before it has something to hold. */
  isNeeded?(subject: RoomSubject): boolean
  /** null: clients name it after its members. */
  name(subject: RoomSubject): string | null
  /** Every member may write ordinary messages, so the homeserver's module lets them pass without a question. */
  everybodyWrites(subject: RoomSubject): boolean
}

/** What people say to each other; what they deposit. Edits, encrypted events, polls, calls, beacons, stickers are on no list. */
export const FILES = ['m.image', 'm.audio', 'm.video', 'm.file'] as const
export const CONVERSATION = { messages: ['m.text', 'm.notice', 'm.emote', ...FILES], reactions: true } as const

export const MARKER = 'fr.sphere.room'

/** Only the bridge holds power, for every kind: second line of defence should the module be missing (synapse-facts). */
const powerLevels = ({ bridge }: RoomSubject, kind: RoomKind) => ({
  users: { [bridge]: 100 },
  users_default: 0,
  events: {},
  events_default: kind.roomType === 'm.space' ? 100 : 0,
  state_default: 100,
  invite: 100,
  kick: 100,
  ban: 100,
  redact: kind.removedByOthers === true ? 0 : 100,
  historical: 100,
  notifications: { room: 0 },
})

/** Where it lies, and what lies in it. */
function inTheTree({ parent, children, serverName }: RoomSubject): StateEvent[] {
  const via = [serverName]
  return [
    ...(parent === null ? [] : [{ type: 'm.space.parent', stateKey: parent, content: { canonical: true, via } }]),
    ...children.map(({ room, order }) => ({
      type: 'm.space.child',
      stateKey: room,
      content: { via, suggested: false, ...(order === undefined ? {} : { order }) },
    })),
  ]
}

/** The whole state of a room, members apart: one exact value per kind and subject. */
export function stateOf(kind: RoomKind, subject: RoomSubject): StateEvent[] {
  const single = (type: string, content: Record<string, unknown>): StateEvent => ({ type, stateKey: '', content })
  const name = kind.name(subject)
  return [
    single('m.room.power_levels', powerLevels(subject, kind)),
    single('m.room.join_rules', { join_rule: 'invite' }),
    single('m.room.history_visibility', { history_visibility: 'shared' }),
    single('m.room.guest_access', { guest_access: 'forbidden' }),
    ...(name === null ? [] : [single('m.room.name', { name })]),
    single(MARKER, { kind: kind.kind, id: subject.ref, everybody_writes: kind.everybodyWrites(subject) }),
    ...inTheTree(subject),
  ]
}

/** The content of m.room.create that we give; Synapse adds the room version. The marker here cannot be changed later. */
export const creationContent = (kind: RoomKind, subject: RoomSubject) => ({
  'm.federate': false,
  ...(kind.roomType === undefined ? {} : { type: kind.roomType }),
  [MARKER]: { kind: kind.kind, id: subject.ref },
})

/** The body of createRoom: everything, the invitations too, in one batch of state (synapse-facts, "Rooms"). */
export function creationRequest(kind: RoomKind, subject: RoomSubject, invited: readonly UserId[]) {
  const state = stateOf(kind, subject)
  const powers = state.find(({ type }) => type === 'm.room.power_levels')
  return {
    preset: 'private_chat',
    visibility: 'private',
    // Version 12 gives creators power for ever and 11 keeps it explicit, so that the bridge's user can be replaced.
    room_version: '11',
    creation_content: creationContent(kind, subject),
    power_level_content_override: powers?.content,
    initial_state: [
      ...state.filter((event) => event !== powers).map(({ type, stateKey, content }) => ({ type, state_key: stateKey, content })),
      ...invited.map((user) => ({ type: 'm.room.member', state_key: user, content: { membership: 'invite' } })),
    ],
  }
}
