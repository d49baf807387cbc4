import { fullName } from '../names.ts'
import { notice, people } from './notice.ts'

/** With its reason: whoever reads the journal may know what a copy of it was made for. */
export const journalExported = notice('export.ready', (told) => {
  const reason = told[0]?.reason ?? ''
  return `${people(told, fullName)} a exporté le journal${reason === '' ? '' : ` (motif : ${reason})`}.`
})
