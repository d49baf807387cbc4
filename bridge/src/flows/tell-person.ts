import { NORMAL } from '../db/jobs.ts'
import { insertNotification } from '../db/notifications.ts'
import { ensureRooms, queueRooms } from '../db/rooms.ts'
import type { World } from './world.ts'

/**
 * Tells one person something, in their room of notifications, which is made when there is something to say for the first time. The same
 * key is told once, whatever happens. `body` never holds the text of a message of a person. Nobody is told who is not active.
 */
export async function tellPerson(
  { db, now }: Pick<World, 'db' | 'now'>,
  person: string,
  what: { key: string; body: string; formattedBody?: string; more?: object; type?: string; about?: Readonly<Record<string, string>> },
): Promise<void> {
  const { key, body, formattedBody, more } = what
  const formatted = formattedBody === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: formattedBody }
  const at = now()
  const where = { scope: 'person', ref: person } as const
  await db.transaction().execute(async (trx) => {
    if (!(await insertNotification(trx, { person, key, content: { ...more, msgtype: 'm.notice', body, ...formatted }, at }))) return
    await ensureRooms(trx, where)
    await queueRooms(trx, where, NORMAL, at)
  })
}
