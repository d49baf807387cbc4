import { randomUUID } from 'node:crypto'
import { isSynthetic, localpartOf, type PersonId } from '../../core/ids.ts'
import { countForgotten, issueAccessLink } from '../../db/access-links.ts'
import { insertAccessEmail } from '../../db/emails/outbox.ts'
import { recordEvents } from '../../db/events.ts'
import { findPersonByLocalpart, listActiveByEmail, lockPerson } from '../../db/people.ts'
import { getWishes } from '../../db/preferences.ts'
import type { World } from '../world.ts'

type Sending = Pick<World, 'db' | 'now' | 'serverName'>

/** An address may be shared by a few; by more it is nobody's. */
const PEOPLE_AT_MOST = 5
/** However many spellings of themselves somebody tries. */
const LINKS_AN_HOUR = 5
/** Whoever asked has not said who they are. */
const ANYBODY = { source: 'messagerie', by: 'demande sans connexion' }

/** A forgotten password: for each person whom it may concern, a link and the e-mail that brings it, by one commit. Safe to repeat. */
export async function sendAccessLinks(
  world: Sending,
  { request, identifier }: { request: string; identifier: string },
  { accessLinkMinutes, publicUrl }: { accessLinkMinutes: number; publicUrl: string },
): Promise<void> {
  const { db, now, serverName } = world
  const messageId = () => `${randomUUID()}@${new URL(publicUrl).hostname}`
  for (const id of await peopleCalled(world, identifier))
    await db.transaction().execute(async (trx) => {
      const person = await lockPerson(trx, id as PersonId, serverName)
      if (person === undefined || person.status !== 'active' || person.email === undefined || isSynthetic(id)) return
      const issuedAt = now()
      if ((await countForgotten(trx, id, new Date(issuedAt.getTime() - 3_600_000))) >= LINKS_AN_HOUR) return
      const expiresAt = new Date(issuedAt.getTime() + accessLinkMinutes * 60_000)
      const link = await issueAccessLink(trx, { person: id, request, purpose: 'forgotten', issuedAt, expiresAt })
      if (link === undefined) return
      const { language } = await getWishes(trx, id)
      await insertAccessEmail(trx, { person: id, link, language, messageId: messageId() }, issuedAt)
      const after = { purpose: 'forgotten', sent: true, expiresAt }
      await recordEvents(trx, ANYBODY, issuedAt, [{ type: 'account.access-link-issued', person: id, after }])
    })
}

/** By an account, with or without the name of the server, or by an e-mail address. */
async function peopleCalled({ db, serverName }: Sending, identifier: string): Promise<string[]> {
  const small = identifier.toLowerCase()
  const localpart = localpartOf(small, serverName) ?? small.replace(/^@/, '')
  const person = await findPersonByLocalpart(db, localpart, serverName)
  if (person !== undefined) return [person.id]
  const people = await listActiveByEmail(db, identifier, PEOPLE_AT_MOST + 1)
  return people.length > PEOPLE_AT_MOST ? [] : people
}
