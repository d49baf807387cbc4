import type { RefusalCode } from 'policies'
import { findPerson } from '../../db/people.ts'
import { findRoom } from '../../db/rooms.ts'
import { judgeExport } from '../answer-policy-question.ts'
import type { World } from '../world.ts'

export type Judging = Pick<World, 'db' | 'now' | 'serverName' | 'decisions' | 'matrix'>

/**
 * Why this person may not have a copy of this journal at this instant; null: they may. `recorded`: in the log of decisions, from which
 * somebody who is refused is told why; the work that makes a copy tells of its end by itself.
 */
export async function refusalOfExport(
  world: Judging,
  person: string,
  circle: string,
  { recorded }: { recorded: boolean },
): Promise<RefusalCode | null> {
  const { db, serverName, matrix, decisions } = world
  const [asker, room] = await Promise.all([findPerson(db, person, serverName), findRoom(db, { kind: 'journal', ref: circle })])
  if (asker === undefined) return 'ACCOUNT_NOT_ACTIVE'
  // Who is in no circle does not learn by asking which circles there are.
  if (room === undefined || room.room_id === null) return 'NOT_IN_THE_CIRCLE'
  const { decision, question } = await judgeExport({ ...world, bridge: matrix.bridge }, room.room_id, asker.userId)
  const { kind, ref, room_id: roomId } = room
  if (recorded) decisions.record({ question, decision, userId: asker.userId, roomId, room: { kind, ref }, via: 'gateway' })
  return decision.allowed ? null : decision.code
}
