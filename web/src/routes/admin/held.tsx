import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { heldQuery } from '../../api/held.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HeldList } from '../../ui/held/held-list.tsx'
import { HeldViews } from '../../ui/held/held-views.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/freins')

/** What the brake stopped: what waits, and what was decided. */
export function Held() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { etat, suite } = route.useSearch()
  const state = etat ?? 'waiting'
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(heldQuery({ state, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('held.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, state, suite, say, t])
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({
        search: ({ suite: _here, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }),
        state,
      }),
  )

  return (
    <Page title={t('held.title')} lead={t('held.lead')}>
      <HeldViews />
      {data === undefined && error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {data === undefined ? (
            <Waiting lines={6} height={34} />
          ) : data.items.length === 0 ? (
            <Nothing state={state} />
          ) : (
            <HeldList changes={data.items} />
          )}
          <Pager label={t('held.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

function Nothing({ state }: { state: 'waiting' | 'approved' | 'rejected' }) {
  const { t } = useText()
  if (state === 'waiting')
    return (
      <Empty title={t('held.empty.waiting')} why={t('held.empty.waiting.why')}>
        <Button variant="default" renderRoot={(given) => <Link to="/admin/freins" search={{ etat: 'approved' }} {...given} />}>
          {t('held.empty.approved.see')}
        </Button>
      </Empty>
    )
  return (
    <Empty title={t(`held.empty.${state}`)} why={t('held.empty.decided.why')}>
      <Button variant="default" renderRoot={(given) => <Link to="/admin/freins" search={{}} {...given} />}>
        {t('held.empty.all')}
      </Button>
    </Empty>
  )
}
