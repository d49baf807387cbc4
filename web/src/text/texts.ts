import { enJournal } from './en-journal.ts'
import { enPages } from './en-pages.ts'
import { enPush } from './en-push.ts'
import { enSearch } from './en-search.ts'
import { en } from './en.ts'
import { frJournal } from './fr-journal.ts'
import { frPages } from './fr-pages.ts'
import { frPush } from './fr-push.ts'
import { frSearch } from './fr-search.ts'
import { fr } from './fr.ts'

const french = { ...fr, ...frPages, ...frJournal, ...frSearch, ...frPush }
export type Texts = typeof french
/** The words of the professionals' pages. */
export const TEXTS: { fr: Record<keyof Texts, string>; en: Record<keyof Texts, string> } = {
  fr: french,
  en: { ...en, ...enPages, ...enJournal, ...enSearch, ...enPush },
}
