import { enAccessibility } from './en-accessibility.ts'
import { enAccount } from './en-account.ts'
import { enJournal } from './en-journal.ts'
import { enNotifications } from './en-notifications.ts'
import { enMail } from './en-mail.ts'
import { enPages } from './en-pages.ts'
import { enPush } from './en-push.ts'
import { enSearch } from './en-search.ts'
import { enStructure } from './en-structure.ts'
import { enDepartures } from './en-departures.ts'
import { en } from './en.ts'
import { frAccessibility } from './fr-accessibility.ts'
import { frAccount } from './fr-account.ts'
import { frJournal } from './fr-journal.ts'
import { frNotifications } from './fr-notifications.ts'
import { frMail } from './fr-mail.ts'
import { frPages } from './fr-pages.ts'
import { frPush } from './fr-push.ts'
import { frSearch } from './fr-search.ts'
import { frStructure } from './fr-structure.ts'
import { frDepartures } from './fr-departures.ts'
import { fr } from './fr.ts'

const french = {
  ...fr,
  ...frPages,
  ...frJournal,
  ...frSearch,
  ...frAccount,
  ...frNotifications,
  ...frAccessibility,
  ...frPush,
  ...frMail,
  ...frStructure,
  ...frDepartures,
}
export type Texts = typeof french
/** The words of the professionals' pages. */
export const TEXTS: { fr: Record<keyof Texts, string>; en: Record<keyof Texts, string> } = {
  fr: french,
  en: {
    ...en,
    ...enPages,
    ...enJournal,
    ...enSearch,
    ...enAccount,
    ...enNotifications,
    ...enAccessibility,
    ...enPush,
    ...enMail,
    ...enStructure,
    ...enDepartures,
  },
}
