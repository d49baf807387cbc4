import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { internalSearchQuery } from '../api/folders.ts'
import { profileQuery } from '../api/own.ts'
import { contactSearchQuery } from '../api/structure.ts'
import { useText } from '../text/text.tsx'
import type { FoundGroup } from '../ui/shell/search-dialog.tsx'
import css from '../ui/shell/search.module.css'
import { type Workplace, dacsOf } from '../ui/structure/workplace.ts'

export const FOUND_AT_MOST = 6
/** Each is asked: somebody who works in more of them looks there. */
const ASKED_AT_MOST = 8

export interface Part {
  group: FoundGroup
  searching: boolean
  failed: boolean
}

/** The DACs where the person works: what each of them has is found. Who is nobody's colleague has none. */
function useDacs(): { dacs: Workplace[]; several: boolean } {
  const { data: profile } = useQuery(profileQuery)
  const dacs = dacsOf(profile)
  return { dacs: dacs.slice(0, ASKED_AT_MOST), several: dacs.length > 1 }
}

/** Colleagues; who works in several of the DACs is found once. */
export function useContacts(words: string, onClose: () => void): Part {
  const { t } = useText()
  const { dacs, several } = useDacs()
  const answers = useQueries({ queries: dacs.map(({ id }) => contactSearchQuery(id, words)) })
  const found = new Map(
    answers
      .flatMap(({ data = [] }, index) => data.map((contact) => [contact.personId, { contact, dac: dacs[index] }] as const))
      .toReversed(),
  )
  const sorted = [...found.values()].toSorted((a, b) => a.contact.familyName.localeCompare(b.contact.familyName, 'fr'))
  const items = sorted.slice(0, FOUND_AT_MOST).map(({ contact: { personId, name, profession, telephone }, dac }) => ({
    key: personId,
    name,
    about: [profession, ...(several ? [dac?.name ?? ''] : []), ...(telephone === null ? [] : [telephone])].join(' · '),
    link: (inside: React.ReactNode) => (
      <Link to="/structure/contacts" search={{ structure: dac?.id ?? '', q: name }} onClick={onClose} className={css['result']}>
        {inside}
      </Link>
    ),
  }))
  const title = several ? t('search.contacts.several') : t('search.contacts', { name: dacs[0]?.name ?? '' })
  return { group: { title, items }, ...stateOf(answers) }
}

/** The newest first. */
export function useInternalDocuments(words: string, onClose: () => void): Part {
  const { t, moment } = useText()
  const { dacs, several } = useDacs()
  const answers = useQueries({ queries: dacs.map(({ id }) => internalSearchQuery(id, words)) })
  const found = answers.flatMap(({ data = [] }, index) => data.map((document) => ({ document, dac: dacs[index] })))
  const sorted = found.toSorted((a, b) => b.document.at.localeCompare(a.document.at))
  const items = sorted.slice(0, FOUND_AT_MOST).map(({ document: { series, title, folder, depositor, at }, dac }) => ({
    key: series,
    name: title,
    about: [...(several ? [dac?.name ?? ''] : []), folder.name, depositor.name, moment(at)].join(' · '),
    link: (inside: React.ReactNode) => (
      <Link to="/structure/documents" search={{ structure: dac?.id ?? '', q: title }} onClick={onClose} className={css['result']}>
        {inside}
      </Link>
    ),
  }))
  return { group: { title: t('search.internal'), items }, ...stateOf(answers) }
}

const stateOf = (answers: readonly { isFetching: boolean; error: unknown }[]): Omit<Part, 'group'> => ({
  searching: answers.some(({ isFetching }) => isFetching),
  failed: answers.some(({ error }) => error !== null),
})
