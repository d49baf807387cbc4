import { NEWS } from '../../core/wishes.ts'
import { cancelEmails } from '../../db/emails/outbox.ts'
import { setChoice } from '../../db/preferences.ts'
import { changeWishes } from '../change-wishes.ts'
import type { World } from '../world.ts'

/** No e-mail for them any more: they see so in their preferences, and may choose otherwise there. Safe to repeat. */
export async function unsubscribe(world: World, person: string): Promise<void> {
  const asked = { source: 'e-mail', by: 'lien de désabonnement', priority: 0 }
  await changeWishes(world, person, asked, async (trx) => {
    for (const news of NEWS) await setChoice(trx, person, news, 'email', 'never')
    await cancelEmails(trx, person)
  })
}
