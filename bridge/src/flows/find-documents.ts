import type { Known } from '../core/commands/command.ts'
import { wordsOf } from '../core/commands/words.ts'
import { dayWords } from '../core/when-words.ts'
import { listOwnDocuments } from '../db/documents.ts'
import type { World } from './world.ts'

/** For answers with links to the pages. */
export interface Linking {
  readonly publicUrl: string
}
const MOST_TOLD = 10

/** Of the journals that a person may read now, the files that answer to the words after « documents ». Opening one asks again who may. */
export async function findDocuments(
  { db, now, zone, publicUrl }: Pick<World, 'db' | 'now' | 'zone'> & Linking,
  person: string,
  text: string,
): Promise<Known['documents']> {
  const search = wordsOf(text).slice(1).join(' ')
  const { items, next } = await listOwnDocuments(db, person, { search, limit: MOST_TOLD }, now())
  const pages = publicUrl.replace(/\/+$/, '')
  return {
    items: items.map(({ category, at, depositor, circle, eventId }) => ({
      category,
      day: dayWords(new Date(at), zone),
      depositor: depositor.name,
      link: `${pages}/dossiers/${encodeURIComponent(circle.id)}/journal?evt=${encodeURIComponent(eventId)}`,
    })),
    more: next !== null,
  }
}
