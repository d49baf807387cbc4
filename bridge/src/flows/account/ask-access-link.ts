import { createHmac, randomUUID } from 'node:crypto'
import { Fault } from '../../core/faults.ts'
import { networkOf } from '../../core/networks.ts'
import { type Allowance, takeTry } from '../../db/access-links.ts'
import { URGENT, addJob } from '../../db/jobs.ts'
import type { World } from '../world.ts'
import type { AccessSettings } from './settings.ts'

/** A whole office may be behind one address. */
const PER_ADDRESS: Allowance = { burst: 30, everySeconds: 20 }
const PER_IDENTIFIER: Allowance = { burst: 3, everySeconds: 600 }

/**
 * Somebody forgot a password, or says so. Whether there is such a person is looked up later, by the work (send-access-links.ts): the answer and
 * the time it takes are the same for everybody. Throws TOO_MANY_TRIES, NO_MAIL_SERVER.
 */
export async function askAccessLink(
  { db, now }: Pick<World, 'db' | 'now'>,
  { linkSecret, smtp }: Pick<AccessSettings, 'linkSecret' | 'smtp'>,
  { identifier, address }: { identifier: string; address: string },
): Promise<void> {
  if (!smtp) throw new Fault('NO_MAIL_SERVER')
  // Who asked for whom is not kept, only a digest that nobody can guess back.
  const keyOf = (...what: readonly string[]) =>
    createHmac('sha256', linkSecret)
      .update(['tries', ...what].join('\0'))
      .digest()
  const wait = await db.transaction().execute(async (trx) => {
    const byAddress = await takeTry(trx, keyOf('address', networkOf(address)), PER_ADDRESS, now())
    return byAddress > 0 ? byAddress : takeTry(trx, keyOf('identifier', identifier.toLowerCase()), PER_IDENTIFIER, now())
  })
  if (wait > 0) throw new Fault('TOO_MANY_TRIES', undefined, undefined, wait)
  const request = randomUUID()
  await addJob(db, 'send-access-links', { request, identifier }, { key: `access:${request}`, priority: URGENT })
}
