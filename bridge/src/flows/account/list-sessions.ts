import type { Session } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId, UserId } from '../../core/ids.ts'
import { type Page, type Paging, fromCursor, pageOf } from '../../db/cursor.ts'
import { findPerson } from '../../db/people.ts'
import type { MatrixSession, World } from '../world.ts'

/** The last seen first, those never seen at the end. Throws PERSON_UNKNOWN. */
export async function listSessions(
  { db, matrix, serverName }: World,
  id: PersonId,
  { cursor, limit }: Pick<Paging, 'cursor' | 'limit'>,
  asking: MatrixSession | undefined,
): Promise<Page<Session>> {
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  const keyOf = ({ id: device, lastSeenAt }: { id: string; lastSeenAt: Date | null }): [string, string] => [
    lastSeenAt?.toISOString() ?? '',
    device,
  ]
  const isAfter = ([seen, device]: readonly [string, string], [otherSeen, otherDevice]: readonly [string, string]) =>
    seen === otherSeen ? device > otherDevice : seen < otherSeen
  const after = fromCursor(cursor)
  const found = await matrix.listSessions(person.userId as UserId)
  const rows = found
    .filter((one) => after === undefined || isAfter(keyOf(one), after))
    .toSorted((one, other) => (isAfter(keyOf(one), keyOf(other)) ? 1 : -1))
  return pageOf(
    rows,
    limit,
    ({ id: device, name, lastSeenAt }) => ({
      id: device,
      name,
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      current: asking?.user === person.userId && asking.device === device,
    }),
    keyOf,
  )
}
