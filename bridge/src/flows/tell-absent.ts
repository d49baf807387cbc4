import { localpartOf } from '../core/ids.ts'
import { displayName } from '../core/names.ts'
import { placeWords } from '../core/place-words.ts'
import type { RoomFacts } from '../db/facts.ts'
import { findPersonByLocalpart, listPeopleByLocalparts } from '../db/people.ts'
import { getRoomTitle } from '../db/room-subjects.ts'
import { tellPerson } from './tell-person.ts'
import type { World } from './world.ts'

const NAMED_AT_MOST = 5

/**
 * Somebody mentioned people who are not in the room. The message goes through, nobody outside hears of it, and its author is told: who
 * mentions a colleague counts on them.
 */
export async function tellAbsent(
  { db, serverName, now }: Pick<World, 'db' | 'serverName' | 'now'>,
  room: NonNullable<RoomFacts['room']>,
  { sender, id, mentionsAbsent }: { sender: string; id: string; mentionsAbsent: readonly string[] },
): Promise<void> {
  const author = await findPersonByLocalpart(db, localpartOf(sender, serverName) ?? '', serverName)
  if (author === undefined) return
  const { title } = await getRoomTitle(db, room)
  const localparts = mentionsAbsent.flatMap((user) => localpartOf(user, serverName) ?? [])
  const known = (await listPeopleByLocalparts(db, localparts, serverName)).filter(({ status }) => status !== 'departed')
  const named = known.slice(0, NAMED_AT_MOST).map(displayName)
  const others = mentionsAbsent.length - named.length
  const who = [...named, ...(others > 0 ? [others === 1 ? 'une autre personne' : `${others} autres personnes`] : [])]
  const { within } = placeWords('fr', { kind: room.kind, title }, null)
  await tellPerson({ db, now }, author.id, {
    type: 'mention.absent',
    key: `absent:${id}`,
    body: `Votre message ${within} mentionne ${LIST.format(who)}, qui n’y ${who.length > 1 || others > 1 ? 'sont' : 'est'} pas : personne d’autre n’en est averti.`,
  })
}
const LIST = new Intl.ListFormat('fr', { type: 'conjunction' })
