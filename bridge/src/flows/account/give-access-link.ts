import { randomUUID } from 'node:crypto'
import type { AccessLink, Caller } from '../../contract.ts'
import type { PersonId } from '../../core/ids.ts'
import { Fault } from '../../core/faults.ts'
import { issueAccessLink } from '../../db/access-links.ts'
import { insertAccessEmail } from '../../db/emails/outbox.ts'
import { recordEvents } from '../../db/events.ts'
import { lockPerson } from '../../db/people.ts'
import { getWishes } from '../../db/preferences.ts'
import type { Asked, World } from '../world.ts'
import { accessUrl } from './access-token.ts'
import type { AccessSettings } from './settings.ts'
import { maySetPassword } from './may-set-password.ts'

/**
 * A first access: a link for whoever asks to hand over, or sent by e-mail; nobody reads it twice. Throws PERSON_UNKNOWN, PERSON_DEPARTED,
 * PERSON_SUSPENDED, PERSON_WITHOUT_EMAIL, NO_MAIL_SERVER, ONLY_WITH_ALL_RIGHTS.
 */
export async function giveAccessLink(
  { db, now, serverName }: World,
  { publicUrl, linkSecret, smtp, firstAccessHours }: AccessSettings,
  id: PersonId,
  { send }: { send: boolean },
  caller: Caller,
  asked: Asked,
): Promise<AccessLink> {
  if (send && !smtp) throw new Fault('NO_MAIL_SERVER', 'send')
  return db.transaction().execute(async (trx) => {
    const person = maySetPassword(await lockPerson(trx, id, serverName), caller)
    if (send && person.email === undefined) throw new Fault('PERSON_WITHOUT_EMAIL', 'send')
    const issuedAt = now()
    const expiresAt = new Date(issuedAt.getTime() + firstAccessHours * 3_600_000)
    const link = await issueAccessLink(trx, { person: id, request: randomUUID(), purpose: 'invitation', issuedAt, expiresAt })
    if (link === undefined) throw new Error('a new request has made a link already')
    if (send) {
      const { language } = await getWishes(trx, id)
      await insertAccessEmail(trx, { person: id, link, language, messageId: `${randomUUID()}@${new URL(publicUrl).hostname}` }, issuedAt)
    }
    const after = { purpose: 'invitation', sent: send, expiresAt }
    await recordEvents(trx, asked, issuedAt, [{ type: 'account.access-link-issued', person: id, after }])
    return { link: send ? null : accessUrl(publicUrl, link, linkSecret), expiresAt: expiresAt.toISOString() }
  })
}
