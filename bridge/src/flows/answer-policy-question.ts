import { type Decision, type Facts, RULES, type Someone, decide } from 'policies'
import type { Question } from 'policies'
import {
  type ProposedEvent,
  deletionOf,
  invitedIfAsTheKindSays,
  isAsTheKindSays,
  isCommand,
  isNotice,
  sayingOf,
  questionOf,
  isNamedAs,
} from '../core/question.ts'
import { localpartOf } from '../core/ids.ts'
import { ROOM_KINDS } from '../core/rooms/index.ts'
import { MARKER } from '../core/rooms/kind.ts'
import { type RoomFacts, findFacts } from '../db/facts.ts'
import type { FileFacts } from '../db/media-facts.ts'
import { isPurging } from '../db/retention/retentions.ts'
import { getRoomSubject } from '../db/room-subjects.ts'
import { awaitDeletion } from './follow-deletion.ts'
import { attachCited, readCited } from './attach-files.ts'
import { readWantedRoom } from './read-wanted-room.ts'
import { tellAbsent } from './tell-absent.ts'
import type { World } from './world.ts'

type PolicyWorld = Pick<World, 'db' | 'serverName' | 'now'> & { bridge: World['matrix']['bridge'] }
export type Marker = { kind: string; id: string } | null
export interface Judged {
  question: Question
  decision: Decision
  /** What the rules looked at. */
  facts: Facts
  /** What the registry knows of the room; null when it did not ask for it. */
  room: RoomFacts['room']
}

/** For acts that are no event of a room: they say, name and delete nothing. */
const NO_EVENT = { saying: 'off-the-list', namedAsInRegistry: false, deletion: null } as const
const BRIDGE: Someone = { status: 'bridge', belongs: true, writes: true, manages: false }

/** May this event be made? When it may, what follows from it is written down before the homeserver hears so: a lost answer is asked for again. */
export async function admitEvent(world: PolicyWorld, roomId: string, marker: Marker, event: ProposedEvent): Promise<Judged> {
  const judged = await judgeEvent(world, roomId, marker, event)
  if (!judged.decision.allowed) return judged
  if (judged.question === 'message.redact') await awaitDeletion(world, roomId, event)
  if (await attachCited(world, roomId, event, judged.media)) {
    if (event.mentionsAbsent.length > 0 && judged.room !== null) await tellAbsent(world, judged.room, event)
    return judged
  }
  return { ...judged, decision: { allowed: false, code: 'ATTACHMENT_GONE', rule: 'files-are-cited-by-their-readers' } }
}

/** The judgement alone. One query gathers what the rules look at; a second one only for what the bridge itself does. */
export async function judgeEvent(
  world: PolicyWorld,
  roomId: string,
  marker: Marker,
  event: ProposedEvent,
): Promise<Judged & { media: readonly FileFacts[] }> {
  const [found, media] = await Promise.all([
    gather(world, roomId, marker, event.sender, event.stateKey ?? event.sender),
    readCited(world, event),
  ])
  const question = questionOf(event)
  const facts: Facts = {
    room: found.room,
    actor: found.actor,
    subject: found.subject,
    saying: found.room === null ? 'off-the-list' : sayingOf(event, ROOM_KINDS[found.room.kind], world.bridge),
    command: isCommand(event),
    notice: isNotice(event),
    deletion: deletionOf(event, world.bridge),
    namedAsInRegistry: isNamedAs(event, found.subjectName),
    asTheKindSays: await asTheKindSays(world, question, event, found),
    media,
  }
  return { question, decision: decide(RULES, question, facts), facts, room: found.room, media }
}

/** May this room be made? Asked before anything exists, with the whole request. */
export async function judgeCreation(world: PolicyWorld, sender: string, config: Readonly<Record<string, unknown>>): Promise<Judged> {
  const created = config['creation_content'] as Record<string, unknown> | undefined
  const marker = readMarker(created?.[MARKER])
  const found = await gather(world, null, marker, sender, sender)
  const facts: Facts = {
    ...found,
    saying: 'off-the-list',
    namedAsInRegistry: false,
    deletion: null,
    asTheKindSays: await isWantedRoom(world, config, found),
  }
  return { question: 'room.create', decision: decide(RULES, 'room.create', facts), facts, room: found.room }
}

/** May this room be put in the public directory? */
export const judgePublication = (world: PolicyWorld, roomId: string, sender: string): Promise<Judged> =>
  judgeWithoutEvent(world, 'room.publish', roomId, sender)

/** May this room be erased? Asked by the homeserver itself before it begins, whoever holds an administrator's token. */
export async function judgePurge(world: PolicyWorld, roomId: string): Promise<Judged> {
  const found = await gather(world, roomId, null, world.bridge, world.bridge)
  const approved = found.room !== null && (await isPurging(world.db, found.room.ref))
  const facts: Facts = { ...NO_EVENT, ...found, asTheKindSays: false, approved }
  return { question: 'room.purge', decision: decide(RULES, 'room.purge', facts), facts, room: found.room }
}

/** May this person read this room now? Asked by the gateway, of the registry and not of what the homeserver has done yet. */
export const judgeReading = (world: PolicyWorld, roomId: string, reader: string): Promise<Judged> =>
  judgeWithoutEvent(world, 'room.read', roomId, reader)

/** May this person take a copy of this journal now? Asked when it is asked for, while it is made and when it is fetched. */
export const judgeExport = (world: PolicyWorld, roomId: string, person: string): Promise<Judged> =>
  judgeWithoutEvent(world, 'journal.export', roomId, person)

async function judgeWithoutEvent(world: PolicyWorld, question: Question, roomId: string, actor: string): Promise<Judged> {
  const found = await gather(world, roomId, null, actor, actor)
  const facts: Facts = { ...NO_EVENT, ...found, asTheKindSays: false }
  return { question, decision: decide(RULES, question, facts), facts, room: found.room }
}

function readMarker(value: unknown): Marker {
  if (typeof value !== 'object' || value === null) return null
  const { kind, id } = value as Record<string, unknown>
  return typeof kind === 'string' && typeof id === 'string' ? { kind, id } : null
}

async function gather(world: PolicyWorld, roomId: string | null, marker: Marker, sender: string, target: string): Promise<RoomFacts> {
  const { db, serverName, now, bridge } = world
  const local = (user: string) => localpartOf(user, serverName)
  // The marker in a creation event is only as good as who wrote it.
  const trusted = sender === bridge ? marker : null
  const found = await findFacts(db, { roomId, marker: trusted, actor: local(sender), subject: local(target), now: now() })
  return { ...found, actor: sender === bridge ? BRIDGE : found.actor, subject: target === bridge ? BRIDGE : found.subject }
}

async function asTheKindSays(
  world: PolicyWorld,
  question: Question,
  event: ProposedEvent,
  { room, actor, subject }: RoomFacts,
): Promise<boolean> {
  if (actor.status !== 'bridge') return false
  // Stray rooms are emptied too: this one needs no room.
  if (question === 'member.kick')
    return event.formerMembership === 'ban' || !(subject.belongs && (subject.status === 'active' || subject.status === 'service'))
  if (room === null) return false
  switch (question) {
    case 'member.invite':
      return event.content?.['third_party_invite'] === undefined
    case 'room.create':
    case 'state.set':
      return isAsTheKindSays(event, ROOM_KINDS[room.kind], await getRoomSubject(world.db, room, describing(world, event)))
    case 'message.send':
    case 'message.redact':
    case 'event.send':
    case 'room.publish':
    case 'room.purge':
    case 'room.read':
    case 'mail.open':
    case 'journal.export':
    case 'member.join':
    case 'member.leave':
    case 'member.ban':
    case 'member.knock':
    case 'member.update':
    case 'media.upload':
    case 'media.read':
    case 'media.avatar':
      return false
  }
}

/** One event is judged: of what lies in a Space, which may be hundreds of rooms, only that which it names is looked for. */
const describing = ({ bridge, serverName, now }: PolicyWorld, event: ProposedEvent) => ({
  bridge,
  serverName,
  now: now(),
  child: event.type === 'm.space.child' ? (event.stateKey ?? '') : '',
})

/** Only a room that the registry waits for, as its kind is, with nobody invited but those who are to be in it. */
async function isWantedRoom(world: PolicyWorld, config: Readonly<Record<string, unknown>>, { room, actor }: RoomFacts): Promise<boolean> {
  if (actor.status !== 'bridge' || room === null || room.roomId !== null) return false
  const { kind, subject, people } = await readWantedRoom(world, room)
  const invited = invitedIfAsTheKindSays(config, kind, subject)
  return invited !== undefined && invited.every((user) => people.has(user))
}
