import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Contact } from 'bridge/contract'
import { useEffect } from 'react'
import { contactsQuery, fetchCard } from '../../api/structure.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { Block } from '../../ui/page.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Empty, Waiting } from '../../ui/states.tsx'
import { ContactList } from '../../ui/structure/contact-list.tsx'
import css from '../../ui/structure/structure.module.css'
import { type Inside, InStructure, StructurePage } from './in-structure.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useMore } from '../use-more.ts'

const route = getRouteApi('/pages/structure/contacts')

/** The people of the DAC, and how to reach them. */
export function Contacts() {
  const { t } = useText()
  const { structure } = route.useSearch()
  return (
    <InStructure title={t('contacts.title')} wanted={structure}>
      {(inside) => <Directory key={inside.structure.id} {...inside} />}
    </InStructure>
  )
}

function Directory(inside: Inside) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const navigate = route.useNavigate()
  const { q = '' } = route.useSearch()
  const { id } = inside.structure
  const [search] = useDebouncedValue(q.trim(), 200)
  const list = useInfiniteQuery(contactsQuery(id, search))
  const { data, error, refetch, isPlaceholderData } = list
  const more = useMore(list)
  const found = data?.pages.flatMap(({ items }) => items)
  const count = found?.length
  const settled = q.trim() === search && !isPlaceholderData
  useEffect(() => {
    if (settled && count !== undefined && search !== '') say(t('contacts.found', { count }), { shown: false })
  }, [settled, count, search, say, t])

  const type = (typed: string) => void navigate({ replace: true, search: { structure: id, ...(typed === '' ? {} : { q: typed }) } })
  const takeCard = async (contact: Contact) => {
    try {
      saveFile(await fetchCard(id, contact.personId), `${contact.userId.slice(1).replace(/:.*|[^a-z0-9._-]/g, '')}.vcf`)
      say(t('contacts.card.done', { name: contact.name }))
    } catch (refusal) {
      warn(words(refusal).message)
    }
  }
  return (
    <StructurePage
      {...inside}
      title={t('contacts.title')}
      onChoose={(other) => void navigate({ search: { structure: other } })}
      error={error}
    >
      <search className={css['filters']}>
        <SearchField label={t('contacts.search')} value={q} onType={type} className={css['search'] ?? ''} />
      </search>
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={!settled}>
          {found === undefined ? (
            <Waiting lines={8} height={52} />
          ) : found.length > 0 ? (
            <ContactList contacts={found} me={inside.profile.id} onCard={(contact) => void takeCard(contact)} />
          ) : (
            <Empty title={t('contacts.nothing.title')} why={t('contacts.nothing.why', { words: search })}>
              <Button variant="default" onClick={() => type('')}>
                {t('contacts.nothing.clear')}
              </Button>
            </Empty>
          )}
        </Block>
      )}
      <MoreButton more={more} label={t('contacts.more')} />
    </StructurePage>
  )
}
