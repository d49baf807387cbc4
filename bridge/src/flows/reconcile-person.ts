import { displayName } from '../core/names.ts'
import type { UserId } from '../core/ids.ts'
import { BACKGROUND, NORMAL } from '../db/jobs.ts'
import { findPerson, queuePerson, setAccountState } from '../db/people.ts'
import { MatrixFailure } from '../matrix/port.ts'
import { secondsBeforeRetry } from './retry.ts'
import type { World } from './world.ts'

/** Brings a person's Matrix account in step: there, named, open when active and locked otherwise. Safe to repeat. */
export async function reconcilePerson({ db, matrix, serverName, now, log }: World, id: string, priority = NORMAL): Promise<void> {
  const person = await findPerson(db, id, serverName)
  if (person === undefined) return
  try {
    await matrix.setAccount(person.userId as UserId, { displayName: displayName(person), locked: person.status !== 'active' })
    await setAccountState(db, id, person.version, null)
  } catch (error) {
    if (!(error instanceof MatrixFailure)) throw error
    const failures = await setAccountState(db, id, person.version, error.message)
    log.warn({ person: id, cause: error.errcode, failures }, 'account not in step')
    const runAt = new Date(now().getTime() + secondsBeforeRetry(failures) * 1_000)
    await queuePerson(db, id, priority < NORMAL ? priority : BACKGROUND, runAt)
  }
}
