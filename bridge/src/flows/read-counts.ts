import type { Counts } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { countUnreadMails } from '../db/mails/folders.ts'
import { findPerson } from '../db/people.ts'
import { type Unread, listUnread } from '../db/unread.ts'
import type { World } from './world.ts'

/** What a professional has not read, from our own index. Throws PERSON_UNKNOWN. */
export async function readCounts({ db, serverName, now }: World, person: string): Promise<Counts> {
  if ((await findPerson(db, person, serverName)) === undefined) throw new Fault('PERSON_UNKNOWN')
  const [mail, unread] = await Promise.all([countUnreadMails(db, person), listUnread(db, person, now())])
  const of = (kind: Unread['kind']) => unread.filter((one) => one.kind === kind)
  const told = ({ count, firstAt, lastAt }: Unread) => ({ unread: count, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() })
  const ofStructures = (kind: Unread['kind']) => of(kind).map((one) => ({ structureId: one.ref, ...told(one) }))
  return {
    mail,
    notifications: of('notifications').reduce((sum, { count }) => sum + count, 0),
    journals: of('journal').map((one) => ({ circleId: one.ref, ...told(one) })),
    liaison: ofStructures('liaison'),
    documents: of('documents').map((one) => ({ structureId: one.structure ?? '', folderId: one.ref, ...told(one) })),
  }
}
