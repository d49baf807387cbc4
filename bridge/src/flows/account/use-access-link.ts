import type { AccessLinkState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { fullName } from '../../core/names.ts'
import { type OpenAccessLink, findOpenAccessLink, setAccessLinkUsed } from '../../db/access-links.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { findPerson } from '../../db/people.ts'
import { applyPassword, refuseTelling } from '../set-password.ts'
import type { World } from '../world.ts'
import { linkOfToken } from './access-token.ts'
import { activeOnly } from './may-set-password.ts'
import { passwordWasSet } from './password-was-set.ts'
import type { AccessSettings } from './settings.ts'

type Secret = Pick<AccessSettings, 'linkSecret'>

/** Whether it works, and for whom: told to who holds it alone. */
export async function checkAccessLink(world: World, { linkSecret }: Secret, token: string): Promise<AccessLinkState> {
  const link = await openLink(world, linkOfToken(token, linkSecret))
  const person = link && (await findPerson(world.db, link.person, world.serverName))
  if (link === undefined || person === undefined) return { works: false, givenName: null, expiresAt: null }
  return { works: true, givenName: person.givenName, expiresAt: link.expiresAt.toISOString() }
}

/**
 * Chooses the password and uses the link up. One at a time, by a lock that PostgreSQL drops when its holder dies: the link is used up after the
 * password is set, so whoever dies in between leaves one that works. Throws ACCESS_LINK_DEAD, ACCESS_LINK_BUSY, PASSWORD_TELLS_WHO.
 */
export async function useAccessLink(
  world: World,
  { linkSecret }: Secret,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const { db } = world
  const id = linkOfToken(token, linkSecret)
  const found = await openLink(world, id)
  if (found === undefined) throw new Fault('ACCESS_LINK_DEAD')
  const alone = await withSubjectAlone(db, `access-link:${found.person}`, async () => {
    const link = await openLink(world, id)
    if (link === undefined) throw new Fault('ACCESS_LINK_DEAD')
    await choosePassword(world, link, password)
  })
  if (!alone) throw new Fault('ACCESS_LINK_BUSY')
}

const openLink = ({ db, now }: World, id: string | undefined): Promise<OpenAccessLink | undefined> =>
  id === undefined ? Promise.resolve(undefined) : findOpenAccessLink(db, id, now())

async function choosePassword(world: World, { id, person: personId }: OpenAccessLink, password: string): Promise<void> {
  const { db, serverName, now } = world
  const person = activeOnly(await findPerson(db, personId, serverName))
  refuseTelling(password, person)
  await applyPassword(world, person, password)
  const at = now()
  await db.transaction().execute(async (trx) => {
    await setAccessLinkUsed(trx, id, at)
    const by = { source: 'messagerie', by: fullName(person) }
    await passwordWasSet(trx, { id: personId, serverName, at }, by, ['account.access-link-used'])
  })
}
