import type { Counts } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { findPerson } from '../db/people.ts'
import { type Unread, listUnread } from '../db/unread.ts'
import type { World } from './world.ts'

/** What a professional has not read, from our own index. Throws PERSON_UNKNOWN. */
export async function readCounts({ db, serverName, now }: World, person: string): Promise<Counts> {
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  const unread = await listUnread(db, person, now())
  const of = (kind: Unread['kind']) => unread.filter((one) => one.kind === kind)
  const all = (kind: Unread['kind']) => of(kind).reduce((sum, { count }) => sum + count, 0)
  const told = ({ count, firstAt, lastAt }: Unread) => ({ unread: count, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() })
  const ofStructures = (kind: Unread['kind']) => of(kind).map((one) => ({ structureId: one.ref, ...told(one) }))
  return {
    mail: all('mail'),
    notifications: all('notifications'),
    journals: of('journal').map((one) => ({ circleId: one.ref, ...told(one) })),
    liaison: ofStructures('liaison'),
    documents: of('documents').map((one) => ({ structureId: one.structure ?? '', folderId: one.ref, ...told(one) })),
  }
}
