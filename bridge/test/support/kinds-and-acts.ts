import { inject } from 'vitest'
import type { Simulation, SimulatedAct } from '../../src/contract.ts'
import { type Holder, aPng, handsOf } from './files.ts'
import { type Answer, CLIENT, type Matrix, type Someone, roomPath, sendPath, sharedStage, some, text } from './rooms.ts'

const stage = sharedStage()
const { told, newPerson, newStructure, newCircle, addMember, endMember, employ, settled, settledDac, signIn } = stage

const filesOf = async (person: Someone): Promise<Holder> =>
  handsOf(inject('stack').baseUrl, person, (await stage.logIn(person.userId, person.password)).body.access_token)

/** Kinds of people, and how the registry makes one of the journal's circle; each acts in a journal of their own. */
export const KINDS = [
  'member',
  'member of a closed circle',
  'former member',
  'outsider',
  'member to come',
  'suspended',
  'departed',
  'never in any circle',
] as const
export const PLACES = ['plain member of a DAC', 'editor of a DAC', 'manager of a DAC', 'member of another DAC'] as const
export type Kind = (typeof KINDS)[number] | (typeof PLACES)[number]

export interface Scene {
  kind: Kind
  who: Someone
  as: Matrix
  files: Holder
  /** A member of the room, whom acts are about. */
  other: Someone
  asOther: Matrix
  otherFiles: Holder
  room: string
  /** What they deposited while they were an editor. */
  former?: string
  /** Where, for the simulator. */
  place: Record<string, string>
}

export async function inAJournal(kind: Kind): Promise<Scene> {
  const circle = await newCircle((await newStructure()).id)
  const [who, other] = await Promise.all([newPerson(), newPerson()])
  const [as, asOther] = [await signIn(who), await signIn(other)]
  const [files, otherFiles] = [await filesOf(who), await filesOf(other)]
  await addMember(circle.id, other.id)
  if (['member', 'member of a closed circle', 'former member', 'suspended', 'departed'].includes(kind)) await addMember(circle.id, who.id)
  if (kind === 'member to come') await addMember(circle.id, who.id, { start: new Date(Date.now() + 86_400_000).toISOString() })
  if (kind === 'outsider') await addMember((await newCircle(circle.structure.id)).id, who.id)
  const { roomId: room } = await settled(circle.id)
  const { givenName, familyName, profession } = who
  if (kind === 'former member') await endMember(circle.id, who.id)
  if (kind === 'suspended') await told('PUT', `/people/${who.id}`, { givenName, familyName, profession, status: 'suspended' })
  if (kind === 'departed') await told('DELETE', `/people/${who.id}`)
  if (kind === 'member of a closed circle')
    await told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id, status: 'closed' })
  await settled(circle.id)
  return { kind, who, as, files, other, asOther, otherFiles, room, place: { circleId: circle.id } }
}

export async function inADac(kind: Kind): Promise<Scene> {
  const dac = await newStructure({ dac: true, kind: 'DAC' })
  const [who, other] = await Promise.all([newPerson(), newPerson()])
  await employ(other, dac.id, 'editor')
  const mine = kind === 'member of another DAC' ? await newStructure({ dac: true, kind: 'DAC' }) : dac
  await employ(who, mine.id, kind === 'editor of a DAC' ? 'editor' : kind === 'manager of a DAC' ? 'manager' : 'member')
  const rooms = await settledDac(dac.id)
  await settledDac(mine.id)
  const [as, files] = [await signIn(who), await filesOf(who)]
  const wasEditor = kind === 'plain member of a DAC'
  if (wasEditor) await employ(who, dac.id, 'editor')
  const former = wasEditor ? { former: idOf(await sendFile(as, files, rooms.documents)) } : {}
  if (wasEditor) await employ(who, dac.id, 'member')
  return {
    kind,
    who,
    as,
    files,
    ...former,
    other,
    asOther: await signIn(other),
    otherFiles: await filesOf(other),
    room: rooms.documents,
    place: { structureId: dac.id, kind: 'documents' },
  }
}

const say = (who: Matrix, room: string) => who('PUT', sendPath(room), text('bonjour'))
const idOf = ({ body }: Answer) => String(body['event_id'])
const set =
  (type: string, content: object) =>
  ({ as, room }: Scene) =>
    as('PUT', roomPath(room, 'state', type, ''), content)
const about =
  (act: string) =>
  ({ as, room, other }: Scene) =>
    as('POST', roomPath(room, act), { user_id: other.userId })
const redact = (who: Matrix, room: string, event: string, reason?: string) =>
  who('PUT', roomPath(room, 'redact', event, some('txn')), reason === undefined ? {} : { reason })
/** As a client sends a file; what nobody may upload is sent all the same. */
async function sendFile(as: Matrix, files: Holder, room: string): Promise<Answer> {
  const stored = await files.tryUpload(aPng())
  return as('PUT', sendPath(room), { msgtype: 'm.file', body: 'x', filename: 'x', url: stored.json['content_uri'] })
}
/** What one says there: a message, or in a folder a file. */
const speak = (as: Matrix, files: Holder, { room, place }: Scene) =>
  place['kind'] === 'documents' ? sendFile(as, files, room) : say(as, room)
/** Something of their own to delete: undefined for who may not write. */
async function ownMessage(scene: Scene): Promise<string> {
  const answer = await speak(scene.as, scene.files, scene)
  return answer.status === 200 ? idOf(answer) : (scene.former ?? '$nothing-of-theirs')
}

/** And another has spoken since. */
async function followed(scene: Scene): Promise<string> {
  const mine = await ownMessage(scene)
  await speak(scene.asOther, scene.otherFiles, scene)
  return mine
}

/** Acts, as the simulator names them and as a client does them. In this order: leaving comes last. */
export const ACTS: [SimulatedAct, Record<string, unknown>, (scene: Scene) => Promise<Answer>][] = [
  ['read', {}, ({ as, room }) => as('GET', `${roomPath(room, 'messages')}?dir=b`)],
  ['write', {}, ({ as, room }) => say(as, room)],
  ['send-file', {}, ({ as, files, room }) => sendFile(as, files, room)],
  ['edit', {}, ({ as, room }) => as('PUT', sendPath(room), { ...text('* x'), 'm.new_content': text('x') })],
  ['poll', {}, ({ as, room }) => as('PUT', sendPath(room, 'm.poll.start'), {})],
  ['encrypt', {}, ({ as, room }) => as('PUT', sendPath(room, 'm.room.encrypted'), { algorithm: 'm.megolm.v1.aes-sha2' })],
  ['delete', {}, async (scene) => redact(scene.as, scene.room, await ownMessage(scene))],
  ['delete', { followed: true }, async (scene) => redact(scene.as, scene.room, await followed(scene))],
  ['delete', { followed: true, reasoned: true }, async (scene) => redact(scene.as, scene.room, await followed(scene), 'Périmé')],
  ['delete-of-another', {}, async (scene) => redact(scene.as, scene.room, idOf(await speak(scene.asOther, scene.otherFiles, scene)))],
  [
    'delete-of-another',
    { reasoned: true },
    async (scene) => redact(scene.as, scene.room, idOf(await speak(scene.asOther, scene.otherFiles, scene)), 'Périmé'),
  ],
  ['invite', {}, about('invite')],
  ['kick', {}, about('kick')],
  ['ban', {}, about('ban')],
  ['rename', {}, set('m.room.name', { name: 'Autre nom' })],
  ['change-rights', {}, set('m.room.power_levels', { users_default: 100 })],
  ['turn-encryption-on', {}, set('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' })],
  [
    'change-name-here',
    {},
    ({ as, room, who }) => as('PUT', roomPath(room, 'state', 'm.room.member', who.userId), { membership: 'join', displayname: 'Dr House' }),
  ],
  ['publish', {}, ({ as, room }) => as('PUT', `${CLIENT}/directory/list/room/${encodeURIComponent(room)}`, { visibility: 'public' })],
  [
    'export-journal',
    {},
    ({ as, place }) =>
      as('POST', '/api/v1/people/me/exports', { key: some('cle'), circleId: place['circleId'] ?? 'none', reason: 'Essai' }),
  ],
  ['knock', {}, ({ as, room }) => as('POST', `${CLIENT}/knock/${encodeURIComponent(room)}`, {})],
  ['open-mail', {}, ({ as, other }) => as('POST', `${CLIENT}/createRoom`, { is_direct: true, invite: [other.userId] })],
  ['create-room', {}, ({ as }) => as('POST', `${CLIENT}/createRoom`, { name: 'Salon' })],
  [
    'change-display-name',
    {},
    ({ as, who }) => as('PUT', `${CLIENT}/profile/${encodeURIComponent(who.userId)}/displayname`, { displayname: 'X' }),
  ],
  ['join', {}, ({ as, room }) => as('POST', roomPath(room, 'join'), {})],
  ['leave', {}, ({ as, room }) => as('POST', roomPath(room, 'leave'), {})],
]

/** Leaving a room where one is not is no act at all: Synapse answers before anybody is asked. */
export const ABSENT: readonly Kind[] = ['former member', 'outsider', 'member to come', 'never in any circle', 'member of another DAC']

export const simulate = ({ who, other, place }: Scene, act: SimulatedAct, given: Record<string, unknown>) =>
  told<Simulation>('POST', '/decisions/simulate', { act, personId: who.id, subjectId: other.id, ...place, ...given })
