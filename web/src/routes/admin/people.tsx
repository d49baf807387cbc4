import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { PersonStatus } from 'bridge/contract'
import { useEffect, useState } from 'react'
import type { PeopleSearch } from '../../admin-router.tsx'
import { peopleFileAddress, registryQuery } from '../../api/people.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import filters from '../../ui/circle-filters.module.css'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { PersonList } from '../../ui/people/person-list.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Empty } from '../../ui/states.tsx'
import { ListActions } from './list-actions.tsx'
import { useListAddress } from './use-list-address.ts'

const HERE = '/admin/personnes'
const route = getRouteApi(`/console${HERE}`)

/** The registry's professionals. */
export function People() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { q, statut, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(registryQuery({ search: q, status: statut, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('people.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, q, statut, suite, say, t])

  const { filter, search, turning } = useListAddress<PeopleSearch>(
    { here: HERE, suite, next: data?.next },
    (by, how) => void navigate({ search: by, ...how }),
  )
  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      actions={<ListActions href={peopleFileAddress({ search: q, status: statut })} />}
    >
      <Filters words={q ?? ''} status={statut} onWords={search} onStatus={(value) => filter({ statut: value })} />
      {data === undefined ? (
        <AwaitedBlock lines={8} height={34} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <Empty title={t('people.nothing.title')} why={t('people.nothing.why')}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t('circles.nothing.clear')}
              </Button>
            </Empty>
          ) : (
            <PersonList people={data.items} />
          )}
          <Pager label={t('circles.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

const STATUSES = ['all', 'active', 'suspended', 'departed'] as const

function Filters({
  words,
  status,
  onWords,
  onStatus,
}: {
  words: string
  status: PersonStatus | undefined
  onWords: (words: string) => void
  onStatus: (status: PersonStatus | undefined) => void
}) {
  const { t } = useText()
  const [typed, setTyped] = useState(words)
  return (
    <search className={filters['filters']}>
      <SearchField
        label={t('people.search')}
        value={typed}
        onType={(given) => {
          setTyped(given)
          onWords(given)
        }}
        className={filters['search']}
      />
      <NativeSelect
        size="md"
        label={t('people.status')}
        value={status ?? 'all'}
        onChange={({ currentTarget: { value } }) =>
          onStatus(STATUSES.find((one) => one === value && one !== 'all') as PersonStatus | undefined)
        }
        data={STATUSES.map((value) => ({ value, label: t(`people.status.${value}`) }))}
      />
    </search>
  )
}
