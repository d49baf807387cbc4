import { enJournal } from './en-journal.ts'
import { enMail } from './en-mail.ts'
import { enPages } from './en-pages.ts'
import { en } from './en.ts'
import { frJournal } from './fr-journal.ts'
import { frMail } from './fr-mail.ts'
import { frPages } from './fr-pages.ts'
import { fr } from './fr.ts'

const french = { ...fr, ...frPages, ...frJournal, ...frMail }
export type Texts = typeof french
/** The words of the professionals' pages. */
export const TEXTS: { fr: Record<keyof Texts, string>; en: Record<keyof Texts, string> } = {
  fr: french,
  en: { ...en, ...enPages, ...enJournal, ...enMail },
}
