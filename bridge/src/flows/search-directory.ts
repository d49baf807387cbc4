import type { RefusalCode } from 'policies'
import { isSynthetic, localpartOf } from '../core/ids.ts'
import { listActivePeople } from '../db/directory.ts'
import { listCorrespondents } from '../db/mail.ts'
import type { World } from './world.ts'

type Directory = Pick<World, 'db' | 'serverName'>
interface Found {
  readonly people: readonly { userId: string; displayName: string }[]
  readonly limited: boolean
}

async function isActive({ db, serverName }: Directory, user: string): Promise<boolean> {
  const localpart = localpartOf(user, serverName)
  return localpart !== null && (await listCorrespondents(db, [localpart]))[0]?.status === 'active'
}

/** Active professionals whose name, profession or account holds every word; never the seeker. Only they may search. */
export async function searchDirectory(
  world: Directory,
  seeker: string,
  { term, limit }: { term: string; limit: number },
): Promise<Found | { refused: RefusalCode }> {
  if (!(await isActive(world, seeker))) return { refused: 'ACCOUNT_NOT_ACTIVE' }
  // "@nadia.benali:localhost" is how some clients search for somebody known.
  const words = term.trim().replace(/^@/, '').replace(`:${world.serverName}`, '')
  if (words === '') return { people: [], limited: false }
  const found = await listActivePeople(world.db, words, limit + 1, world.serverName)
  const others = found.filter(({ userId }) => userId !== seeker)
  return { people: others.slice(0, limit), limited: found.length > limit }
}

/** Whether somebody's profile is shown to somebody. */
export async function findProfileReader(
  world: Pick<World, 'db' | 'serverName' | 'matrix'>,
  reader: string,
  user: string,
): Promise<'shown' | 'unknown' | { refused: RefusalCode }> {
  if (!(await isActive(world, reader))) return { refused: 'ACCOUNT_NOT_ACTIVE' }
  if (user === world.matrix.bridge) return 'shown'
  return isSynthetic(user) === isSynthetic(reader) && (await isActive(world, user)) ? 'shown' : 'unknown'
}
