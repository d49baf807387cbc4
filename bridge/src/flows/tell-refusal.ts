import { INSTEAD, REFUSALS, type RefusalCode, wishWords } from 'policies'
import { placeWords } from '../core/place-words.ts'
import { whenWords } from '../core/when-words.ts'
import { listRefusals } from '../db/decisions.ts'
import type { Jobs } from '../db/jobs.ts'
import { findPerson } from '../db/people.ts'
import { listReadableRooms } from '../db/readers.ts'
import { getRoomTitle } from '../db/room-subjects.ts'
import { findRoomById } from '../db/rooms.ts'
import { tellDepartedOfRoom } from './departures/tell-departed.ts'
import { tellPerson } from './tell-person.ts'
import type { World } from './world.ts'

export type Telling = Pick<World, 'db' | 'now' | 'matrix' | 'serverName' | 'zone'>
type Refused = Pick<Jobs['tell-refusal'], 'code' | 'question' | 'action' | 'roomId'>

/** Tells somebody, in their Notifications room, why what they did was refused and what they can do instead: most clients hide our words. */
export async function tellRefusal(world: Telling, refusal: Jobs['tell-refusal']): Promise<void> {
  const { person, code, roomId, at } = refusal
  const found = await findPerson(world.db, person, world.serverName)
  const told = found && (await refusalWords(world, found.localpart, refusal))
  if (told === undefined) return
  await tellPerson(world, person, {
    key: `refusal:${person}:${code}:${roomId ?? ''}:${at}`,
    body: `Refusé : ${told}`,
    type: 'refusal',
    about: { code },
  })
  if (code === 'MAIL_TO_A_DEPARTED' && roomId !== null) await tellDepartedOfRoom(world, person, roomId)
}

const MOST_TOLD = 10
/** The last refusals of somebody's acts, for whom they asked the bot: "Le 3 mars à 14:32, vous avez voulu …" */
export async function refusalSentences(world: Telling, person: string): Promise<string[]> {
  const found = await findPerson(world.db, person, world.serverName)
  if (found === undefined) return []
  const sentences: string[] = []
  for (const row of await listRefusals(world.db, person, MOST_TOLD)) {
    const words = await refusalWords(world, found.localpart, { ...row, code: row.code ?? '', roomId: row.room_id })
    if (words !== undefined) sentences.push(`Le ${whenWords(row.first_at, world.zone)}, ${words}`)
  }
  return sentences
}

/** "vous avez voulu supprimer un message dans le journal de … Ce message n’est plus le dernier : … Écrivez un nouveau message …" */
async function refusalWords(world: Telling, localpart: string, refusal: Refused): Promise<string | undefined> {
  if (!Object.hasOwn(REFUSALS, refusal.code)) return undefined
  const code = refusal.code as RefusalCode
  const place = placeWords('fr', await placeIfReadable(world, localpart, refusal.roomId), null)
  return `vous avez voulu ${wishWords('fr', refusal, place)}. ${REFUSALS[code].fr} ${INSTEAD[code]}`
}

/** The place with its name, for those alone who read there: to anybody else it would tell who is cared for. */
async function placeIfReadable(
  world: Telling,
  localpart: string,
  roomId: string | null,
): Promise<{ kind: string | null; title: string | null }> {
  const nowhere = { kind: null, title: null }
  if (roomId === null || !(await listReadableRooms(world.db, localpart, [roomId], world.now())).has(roomId)) return nowhere
  const room = await findRoomById(world.db, roomId)
  if (room === undefined) return nowhere
  const { title } = await getRoomTitle(world.db, room)
  return { kind: room.kind, title }
}
