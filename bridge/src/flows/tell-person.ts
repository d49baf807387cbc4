import type { Transaction } from 'kysely'
import { NEWS_OF } from '../core/wishes.ts'
import { NORMAL } from '../db/jobs.ts'
import { insertNotification } from '../db/notifications.ts'
import { getWishes } from '../db/preferences.ts'
import { ensureRooms, queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import type { World } from './world.ts'

export interface Telling {
  readonly key: string
  readonly body: string
  readonly formattedBody?: string
  readonly more?: object
  /** What kind of news it is, for the bell: `mail.read`, `circle.joined`… */
  readonly type?: string
  /** What it is about: identifiers alone. */
  readonly about?: object
}

/**
 * Tells one person something, in their room of notifications, which is made when there is something to say for the first time. The same
 * key is told once, whatever happens. `body` never holds the text of a message of a person. Nobody is told who is not active.
 */
export const tellPerson = ({ db, now }: Pick<World, 'db' | 'now'>, person: string, what: Telling): Promise<void> =>
  db.transaction().execute((trx) => tellPersonIn(trx, person, what, now()))

/** The same, with whatever else the transaction writes. */
export async function tellPersonIn(trx: Transaction<Schema>, person: string, what: Telling, at: Date, priority = NORMAL): Promise<void> {
  const { key, body, formattedBody, more, type = null, about = null } = what
  const news = type === null ? undefined : NEWS_OF[type]
  if (news !== undefined && (await getWishes(trx, person)).rhythm(news, 'app') === 'never') return
  const formatted = formattedBody === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: formattedBody }
  const where = { scope: 'person', ref: person } as const
  const content = { ...more, msgtype: 'm.notice', body, ...formatted }
  if (!(await insertNotification(trx, { person, key, content, body, type, about, at }))) return
  await ensureRooms(trx, where)
  await queueRooms(trx, where, priority, at)
}
