import { type CompiledQuery, sql } from 'kysely'
import type { Medium } from 'policies'
import type { Db } from './connect.ts'

export interface FileFacts extends Medium {
  readonly mediaId: string
  readonly type: string
}
interface Row {
  media_id: string
  type: string
  own: boolean
  attached: boolean
  readable: boolean
  picture_of: string | null
}

/**
 * Whose file it is, and whether a living event holds it: anywhere, and in a room where the registry puts the actor ($2) at $3. The
 * event that asks ($4) does not count: the homeserver repeats a question whose answer got lost.
 */
const FACTS = `/* prepared: media-facts */
  select m.media_id, m.type, m.picture_of, m.uploader = $2 as own,
    exists (select from attachment a where a.media_id = m.media_id and a.ended_at is null and a.event_id is distinct from $4) as attached,
    exists (
      select from attachment a
      join room r on r.room_id = a.room_id
      join person p on p.localpart = $2
      join belonging b on b.scope = r.scope and b.ref = r.members_of and b.person = p.id
      where a.media_id = m.media_id and a.ended_at is null and b.start_at <= $3 and (b.end_at is null or b.end_at > $3)
    ) as readable
  from media m where m.media_id = any($1::text[]) and m.deleting_since is null`

/** What the rules look at, one for each of these files; in their order, unknown ones included. */
export async function findFileFacts(
  db: Db,
  ids: readonly (string | null)[],
  { actor, subject, event = null, now }: { actor: string | null; subject: string | null; event?: string | null; now: Date },
): Promise<FileFacts[]> {
  const { rows } = await db.executeQuery<Row>(compiled([ids.filter((id) => id !== null), actor ?? '', now, event]))
  return ids.map((id) => {
    const row = rows.find((one) => one.media_id === id)
    if (row === undefined) return { ...UNKNOWN, mediaId: id ?? '' }
    const { media_id: mediaId, type, own, attached, readable, picture_of: picture } = row
    const pictureOf = picture === null ? 'nobody' : picture === subject ? 'subject' : 'another'
    return { mediaId, type, own, attached, readable, pictureOf, image: type.startsWith('image/'), known: true }
  })
}
const UNKNOWN = { known: false, own: false, attached: false, readable: false, pictureOf: 'nobody', image: false, type: '' } as const

const TEMPLATE = sql.raw(FACTS)
const compiled = (parameters: readonly unknown[]): CompiledQuery<Row> => ({
  sql: FACTS,
  parameters,
  query: TEMPLATE.toOperationNode(),
  queryId: { queryId: 'media-facts' },
})
