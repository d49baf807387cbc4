import { INSTEAD, REFUSALS, type RefusalCode, wishWords } from 'policies'
import { placeWords } from '../core/place-words.ts'
import type { Jobs } from '../db/jobs.ts'
import { findPerson } from '../db/people.ts'
import { listReadableRooms } from '../db/readers.ts'
import { getRoomSubject } from '../db/rooms.ts'
import { isRoomKind } from '../core/rooms/index.ts'
import type { World } from './world.ts'

type Tell = (world: World, person: string, said: { key: string; body: string }) => Promise<void>

/** Tells somebody, in their Notifications room, why what they did was refused and what they can do instead: most clients hide our words. */
export async function tellRefusal(world: World, refusal: Jobs['tell-refusal'], tell: Tell): Promise<void> {
  const { person, code, roomId, at } = refusal
  const found = await findPerson(world.db, person, world.serverName)
  if (found === undefined || found.status !== 'active' || !Object.hasOwn(REFUSALS, code)) return
  const body = refusalBody(refusal, await placeTitle(world, found.localpart, refusal))
  await tell(world, person, { key: `refusal:${person}:${code}:${roomId ?? ''}:${at}`, body })
}

/** "Vous avez voulu supprimer un message dans le journal de … Ce message n’est plus le dernier : … Écrivez un nouveau message …" */
export function refusalBody(
  refusal: { question: string; action: string | null; code: string; kind: string | null },
  title: string | null,
): string {
  const code = refusal.code as RefusalCode
  const wish = wishWords('fr', refusal, placeWords('fr', { kind: refusal.kind, title }, null))
  return `Refusé : vous avez voulu ${wish}. ${REFUSALS[code].fr} ${INSTEAD[code]}`
}

/** The name of the place, for those alone who read there: to anybody else it would tell who is cared for. */
async function placeTitle(world: World, localpart: string, { roomId, kind, ref }: Jobs['tell-refusal']): Promise<string | null> {
  if (roomId === null || kind === null || ref === null || !isRoomKind(kind)) return null
  const readable = await listReadableRooms(world.db, localpart, [roomId], world.now())
  if (!readable.has(roomId)) return null
  return (await getRoomSubject(world.db, { kind, ref }, { bridge: world.matrix.bridge, serverName: world.serverName })).title
}
