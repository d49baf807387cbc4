import { randomUUID } from 'node:crypto'
import type { ExampleTold } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { PersonId } from '../core/ids.ts'
import { NEWS } from '../core/wishes.ts'
import { type Allowance, takeTry } from '../db/access-links.ts'
import { isAddressSuspended } from '../db/emails/addresses.ts'
import { insertEmail } from '../db/emails/outbox.ts'
import { digestOf } from '../db/keys.ts'
import { lockPerson } from '../db/people.ts'
import { getWishes } from '../db/preferences.ts'
import { activeOnly } from './account/may-set-password.ts'
import { tellPersonIn } from './tell-person.ts'
import type { World } from './world.ts'

const TRIES: Allowance = { burst: 3, everySeconds: 120 }
const BODY = 'Ceci est un exemple, que vous avez demandé : c’est ici que vous êtes averti.'

/**
 * What a notification looks like, by the usual paths: in Notifications, and by e-mail to who has an address and wants some. At once, in quiet
 * hours too, since the person waits for it. Throws PERSON_UNKNOWN, PERSON_DEPARTED, PERSON_SUSPENDED, TOO_MANY_TRIES.
 */
export async function tellExample(
  { db, now, serverName }: Pick<World, 'db' | 'now' | 'serverName'>,
  id: PersonId,
  { smtp, publicUrl }: { smtp: boolean; publicUrl: string },
): Promise<ExampleTold> {
  const at = now()
  return db.transaction().execute(async (trx) => {
    const person = activeOnly(await lockPerson(trx, id, serverName))
    const wait = await takeTry(trx, digestOf(`example:${id}`), TRIES, at)
    if (wait > 0) throw new Fault('TOO_MANY_TRIES', undefined, undefined, wait)
    await tellPersonIn(trx, id, { key: `example:${randomUUID()}`, body: BODY, type: 'example' }, at)

    const wishes = await getWishes(trx, id)
    if (!smtp) return { email: 'no-server' }
    if (person.email === undefined) return { email: 'no-address' }
    if (NEWS.every((news) => wishes.rhythm(news, 'email') === 'never')) return { email: 'never' }
    if (await isAddressSuspended(trx, id)) return { email: 'address-refuses' }
    const messageId = `${randomUUID()}@${new URL(publicUrl).hostname}`
    await insertEmail(trx, { person: id, sort: 'immediate', day: null, messageId, language: wishes.language, counts: [] }, at)
    return { email: 'sent' }
  })
}
