import { insertEmailRefused } from '../../db/emails/addresses.ts'
import type { World } from '../world.ts'

/** No e-mail for them any more. Safe to repeat. */
export async function unsubscribe({ db, now, log }: Pick<World, 'db' | 'now' | 'log'>, person: string): Promise<void> {
  await insertEmailRefused(db, person, now())
  log.info({ person }, 'wants no e-mail')
}
