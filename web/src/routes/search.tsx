import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { mailSearchQuery } from '../api/mails.ts'
import { correspondentsQuery, documentSearchQuery, ownCirclesQuery } from '../api/own.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { isFoundBy, sortDossiers } from '../ui/dossiers/sort-dossiers.ts'
import { SearchDialog } from '../ui/shell/search-dialog.tsx'
import css from '../ui/shell/search.module.css'
import { FOUND_AT_MOST, type Part, useContacts, useInternalDocuments } from './search-structures.tsx'

/** Everything that a professional may look for, from one field. */
export function Search({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 200)
  const dossiers = useDossiers(words, onClose)
  const people = usePeople(words, onClose)
  const contacts = useContacts(words, onClose)
  const mails = useMails(words, onClose)
  const documents = useDocuments(words, onClose)
  const internal = useInternalDocuments(words, onClose)
  const parts = [dossiers, contacts, people, mails, documents, internal]
  const searching = typed.trim() !== words || parts.some((part) => part.searching)
  const count = parts.reduce((sum, { group }) => sum + group.items.length, 0)
  useEffect(() => {
    if (words.length >= 2 && !searching) say(t('search.found', { count }), { shown: false })
  }, [words, searching, count, say, t])
  return (
    <SearchDialog
      words={typed}
      onWords={setTyped}
      groups={parts.map(({ group }) => group)}
      searching={searching}
      failed={parts.flatMap(({ failed, group }) => (failed ? [group.title] : []))}
      onClose={onClose}
    />
  )
}

function useDossiers(words: string, onClose: () => void): Part {
  const { t } = useText()
  const rooms = useRoomNews()
  const { data, isFetching, error } = useQuery(ownCirclesQuery)
  const found = words.length < 2 ? [] : sortDossiers(data ?? [], rooms).filter(({ patient }) => isFoundBy(patient.displayName, words))
  const items = found.slice(0, FOUND_AT_MOST).map(({ id, patient, structure }) => ({
    key: id,
    name: patient.displayName,
    about: structure.name,
    link: (inside: React.ReactNode) => (
      <Link to="/dossiers/$id/journal" params={{ id }} onClick={onClose} className={css['result']}>
        {inside}
      </Link>
    ),
  }))
  return { group: { title: t('search.dossiers'), items }, searching: isFetching && data === undefined, failed: error !== null }
}

function usePeople(words: string, onClose: () => void): Part {
  const { t } = useText()
  const { data, isFetching, error } = useQuery(correspondentsQuery(words))
  const items = (data ?? []).map(({ id, name, profession, structures }) => ({
    key: id,
    name,
    about: [profession, ...structures].join(' · '),
    link: (inside: React.ReactNode) => (
      <Link to="/courrier/nouveau" search={{ a: id }} onClick={onClose} className={css['result']} title={t('search.write-to', { name })}>
        {inside}
      </Link>
    ),
  }))
  return { group: { title: t('search.people'), items }, searching: isFetching, failed: error !== null }
}

function useMails(words: string, onClose: () => void): Part {
  const { t, moment } = useText()
  const { data, isFetching, error } = useQuery(mailSearchQuery(words))
  const items = (data ?? []).slice(0, FOUND_AT_MOST).map(({ id, subject, from, to, folder, at }) => ({
    key: `${folder} ${id}`,
    name: subject === '' ? t('search.mail.no-subject') : subject,
    about: `${folder === 'received' ? from.name : to.map(({ name }) => name).join(', ')} · ${moment(at)}`,
    link: (inside: React.ReactNode) => (
      <Link to="/courrier/$id" params={{ id }} onClick={onClose} className={css['result']}>
        {inside}
      </Link>
    ),
  }))
  return { group: { title: t('search.mails'), items }, searching: isFetching, failed: error !== null }
}

function useDocuments(words: string, onClose: () => void): Part {
  const { t, moment } = useText()
  const { data, isFetching, error } = useQuery(documentSearchQuery(words))
  const items = (data ?? []).map(({ eventId, name, circle, depositor, at }) => ({
    key: eventId,
    name,
    about: `${circle.patient.displayName} · ${depositor.name} · ${moment(at)}`,
    link: (inside: React.ReactNode) => (
      <Link to="/dossiers/$id/journal" params={{ id: circle.id }} search={{ evt: eventId }} onClick={onClose} className={css['result']}>
        {inside}
      </Link>
    ),
  }))
  return { group: { title: t('search.documents'), items }, searching: isFetching, failed: error !== null }
}
