import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { circlesFileAddress, circlesQuery } from '../../api/circles.ts'
import type { CircleSearch } from '../../place-routes.tsx'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { CircleFilters } from '../../ui/circle-filters.tsx'
import { CircleList } from '../../ui/circle-list.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { ListActions } from './list-actions.tsx'
import { useListAddress } from './use-list-address.ts'

const HERE = '/admin/cercles'
const route = getRouteApi(`/console${HERE}`)

export function Circles() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { q, statut, ecart, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = { search: q, status: statut, outOfStep: ecart && true }
  const { data, error, isPlaceholderData, refetch } = useQuery(circlesQuery({ ...chosen, cursor: suite }))
  const count = data?.items.length

  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('circles.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, q, statut, ecart, suite, say, t])

  const { filter, search, turning } = useListAddress<CircleSearch>(
    { here: HERE, suite, next: data?.next },
    (by, how) => void navigate({ search: by, ...how }),
  )

  return (
    <Page title={t('circles.title')} lead={t('circles.lead')} actions={<ListActions href={circlesFileAddress(chosen)} />}>
      <CircleFilters
        search={q ?? ''}
        status={statut}
        outOfStep={ecart === 'oui'}
        onSearch={search}
        onStatus={(value) => filter({ statut: value })}
        onOutOfStep={(value) => filter({ ecart: value ? 'oui' : undefined })}
      />
      {data === undefined ? (
        <AwaitedBlock lines={8} height={34} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <NoCircle
              filtered={(q ?? statut ?? ecart ?? suite) !== undefined}
              onClear={() => void navigate({ search: {} })}
              onRefresh={() => void refetch()}
            />
          ) : (
            <CircleList circles={data.items} />
          )}
          <Pager label={t('circles.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

function NoCircle({ filtered, onClear, onRefresh }: { filtered: boolean; onClear: () => void; onRefresh: () => void }) {
  const { t } = useText()
  return filtered ? (
    <Empty title={t('circles.nothing.title')} why={t('circles.nothing.why')}>
      <Button variant="default" onClick={onClear}>
        {t('circles.nothing.clear')}
      </Button>
    </Empty>
  ) : (
    <Empty title={t('circles.empty.title')} why={t('circles.empty.why')}>
      <Button variant="default" onClick={onRefresh}>
        {t('circles.empty.refresh')}
      </Button>
    </Empty>
  )
}
