import { departedWords } from '../../core/mails/mail-words.ts'
import { fullName } from '../../core/names.ts'
import { findDepartureOf, listDepartedOf } from '../../db/departures.ts'
import { findPerson } from '../../db/people.ts'
import { tellPerson } from '../tell-person.ts'
import type { World } from '../world.ts'

type Here = Pick<World, 'db' | 'now' | 'serverName'>

/** Whoever writes to somebody who has left is told so, and whom to write to instead: once per sender and departure, whatever they try. */
export async function tellDeparted(world: Here, sender: string, departed: readonly string[]): Promise<void> {
  const { db, serverName } = world
  for (const person of departed) {
    const [found, departure] = [await findPerson(db, person, serverName), await findDepartureOf(db, person)]
    if (found?.status !== 'departed') continue
    const contact = departure?.contact ?? null
    await tellPerson(world, sender, {
      key: `departed:${person}:${departure?.id ?? ''}`,
      type: 'mail.recipient-departed',
      body: departedWords(fullName(found), contact === null || contact.id === sender ? null : fullName(contact)),
      about: { person },
    })
  }
}

/** Of a message that was refused because the conversation holds somebody who has left. */
export const tellDepartedOfRoom = async (world: Here, sender: string, roomId: string): Promise<void> =>
  tellDeparted(world, sender, await listDepartedOf(world.db, roomId, sender))
