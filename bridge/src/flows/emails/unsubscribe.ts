import { NEWS } from '../../core/wishes.ts'
import { setEmailsUnwanted } from '../../db/emails/outbox.ts'
import { bumpWishes, lockWishes, setChoice } from '../../db/preferences.ts'
import type { World } from '../world.ts'

/** By e-mail they are told of nothing any more, until they choose otherwise. Safe to repeat. */
export async function unsubscribe({ db, log }: Pick<World, 'db' | 'log'>, person: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!(await lockWishes(trx, person))) return
    for (const news of NEWS) await setChoice(trx, person, news, 'email', 'never')
    await bumpWishes(trx, person)
    await setEmailsUnwanted(trx, person)
  })
  log.info({ person }, 'wants no e-mail')
}
