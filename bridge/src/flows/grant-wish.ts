import type { Transaction } from 'kysely'
import type { Known } from '../core/commands/command.ts'
import { type Wish, named, wishIn } from '../core/commands/wish.ts'
import { NORMAL } from '../db/jobs.ts'
import { getWishes, listOwnJournals, setChoice, setSettings } from '../db/preferences.ts'
import type { Schema } from '../db/schema.ts'
import { changeWishes, muteRoom } from './change-wishes.ts'
import type { Asked, World } from './world.ts'

type Granted = Pick<Known, 'wishes' | 'trouble'>
const ASKED: Asked = { source: 'messagerie', by: 'messagerie', priority: NORMAL }

/** Does what the words ask for. Safe to repeat. */
export async function grantWish(world: Pick<World, 'db' | 'now'>, person: string, text: string): Promise<Granted> {
  const wish = wishIn(text)
  const trouble = wish.wish === 'misspelt' ? wish.trouble : wish.wish === 'mute' ? await silence(world, person, wish) : null
  if (wish.wish !== 'tell' && wish.wish !== 'misspelt' && wish.wish !== 'mute')
    await changeWishes(world, person, ASKED, (trx) => apply(trx, person, wish))
  const wishes = await getWishes(world.db, person)
  return { wishes: { ...wishes, silenced: wishes.rooms.filter(({ muted }) => muted).length }, trouble }
}

async function apply(trx: Transaction<Schema>, person: string, wish: Exclude<Wish, { wish: 'tell' | 'misspelt' | 'mute' }>): Promise<void> {
  if (wish.wish === 'choice') return setChoice(trx, person, wish.news, wish.channel, wish.rhythm)
  const settings = await getWishes(trx, person)
  switch (wish.wish) {
    case 'quiet':
      return setSettings(trx, person, { ...settings, quietFrom: wish.from, quietTo: wish.to })
    case 'digest':
      return setSettings(trx, person, { ...settings, digestHour: wish.hour })
    case 'away':
      return setSettings(trx, person, { ...settings, awayMinutes: wish.minutes })
    case 'language':
      return setSettings(trx, person, { ...settings, language: wish.language })
  }
}

/** By the name of one patient among those whose circle they are in; gives why it was not done. */
async function silence(
  world: Pick<World, 'db' | 'now'>,
  person: string,
  { name, muted }: Extract<Wish, { wish: 'mute' }>,
): Promise<string | null> {
  const [found, ...others] = named(await listOwnJournals(world.db, person, world.now()), name)
  if (found === undefined) return 'aucun de vos cercles de soins n’est celui d’un usager de ce nom'
  if (others.length > 0) return 'plusieurs de vos cercles de soins répondent à ce nom : écrivez-le en entier'
  await muteRoom(world, person, { kind: 'journal', ref: found.ref }, muted, ASKED)
  return null
}
