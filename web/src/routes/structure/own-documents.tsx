import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { OwnDocument } from 'bridge/contract'
import { useState } from 'react'
import { correspondentsByIdQuery, correspondentsQuery, ownCirclesQuery } from '../../api/own.ts'
import { ownDocumentsQuery } from '../../api/structure.ts'
import { useText } from '../../text/text.tsx'
import { midnight, midnightAfter } from '../../ui/days.ts'
import { Failure } from '../../ui/failure.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { OwnDocumentFilters } from '../../ui/structure/own-document-filters.tsx'
import { OwnDocumentList } from '../../ui/structure/own-document-list.tsx'
import type { OwnDocumentSearch } from '../../ui/structure/own-document-search.ts'
import { type Inside, InStructure, StructurePage } from './in-structure.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useMore } from '../use-more.ts'

const route = getRouteApi('/pages/structure/documents-usagers')

/** Documents attached in the journals that one may read. */
export function OwnDocuments() {
  const { t } = useText()
  const { structure } = route.useSearch()
  return (
    <InStructure title={t('own-documents.title')} wanted={structure}>
      {(inside) => <Documents {...inside} />}
    </InStructure>
  )
}

function Documents(inside: Inside) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { structure: _structure, ...search } = route.useSearch()
  const circles = useQuery(ownCirclesQuery)
  const [words] = useDebouncedValue((search.q ?? '').trim(), 250)
  const list = useInfiniteQuery(ownDocumentsQuery(filterOf(search, words)))
  const { data, error, refetch, isPlaceholderData } = list
  const more = useMore(list)
  const found = data?.pages.flatMap(({ items }) => items)
  const filtered = Object.keys(search).some((key) => key !== 'vue')
  const { people, onPeople } = useDepositors(inside, found, search.par)
  const change = (to: Partial<Record<keyof OwnDocumentSearch, string | undefined>>) =>
    void navigate({
      replace: true,
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...to }).filter(([, value]) => value !== undefined && value !== '')),
    })
  return (
    <StructurePage
      {...inside}
      title={t('own-documents.title')}
      onChoose={(id) => void navigate({ search: { ...search, structure: id } })}
      error={error}
    >
      <OwnDocumentFilters search={search} onChange={change} circles={circles.data ?? []} people={people} onPeople={onPeople} />
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {found === undefined ? (
            <Waiting lines={6} height={40} />
          ) : found.length > 0 ? (
            <OwnDocumentList documents={found} grouped={search.vue === 'usager'} />
          ) : filtered ? (
            <Empty title={t('documents.nothing.title')} why={t('own-documents.nothing.why')}>
              <Button
                variant="default"
                onClick={() => void navigate({ search: ({ structure }) => (structure === undefined ? {} : { structure }) })}
              >
                {t('own-documents.clear')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('documents.empty.title')} why={t('own-documents.empty.why')} />
          )}
        </Block>
      )}
      <MoreButton more={more} label={t('documents.more')} />
    </StructurePage>
  )
}

/** Days as their reader's clock has them; the last one is whole. */
function filterOf({ usager, type, par, du, au }: OwnDocumentSearch, words: string) {
  return {
    ...(words === '' ? {} : { search: words }),
    ...(usager === undefined ? {} : { circleId: usager }),
    ...(type === undefined ? {} : { type }),
    ...(par === undefined ? {} : { depositor: par }),
    ...(du === undefined ? {} : { from: midnight(du).toISOString() }),
    ...(au === undefined ? {} : { to: midnightAfter(au).toISOString() }),
  }
}

/** Who may be chosen: oneself, whose documents are shown, and whoever answers to what is typed. */
function useDepositors({ profile }: Inside, found: readonly OwnDocument[] | undefined, chosen: string | undefined) {
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 250)
  const { data: others = [] } = useQuery(correspondentsQuery(words))
  const { data: named = [] } = useQuery(correspondentsByIdQuery(chosen === undefined ? [] : [chosen]))
  const me = { id: profile.id, name: `${profile.givenName} ${profile.familyName.toLocaleUpperCase('fr')}` }
  const all = [me, ...(found ?? []).map(({ depositor }) => depositor), ...named, ...others]
  return { people: [...new Map(all.map(({ id, name }) => [id, { id, name }])).values()], onPeople: setTyped }
}
