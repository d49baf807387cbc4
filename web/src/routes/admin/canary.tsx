import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { CanaryRun } from 'bridge/contract'
import { useEffect, useRef } from 'react'
import { askCanaryRun, canaryRunsQuery } from '../../api/canary.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { CanaryList } from '../../ui/canary-list.tsx'
import { CanaryProgress } from '../../ui/canary-outcome.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { RunIcon } from '../../ui/icons.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/canari')

/** Reports of the checks by synthetic people, and a button that starts one. */
export function Canary() {
  const { t } = useText()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(canaryRunsQuery(suite))
  const underWay = data?.items.find(({ finishedAt }) => finishedAt === null)
  useTellTheEnd(data?.items)
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state }),
  )

  return (
    <Page
      title={t('canary.title')}
      lead={t('canary.lead')}
      actions={data?.items.length === 0 ? undefined : <RunNow busy={underWay !== undefined} />}
    >
      {underWay !== undefined && (
        <Block title={t('canary.under-way')}>
          <CanaryProgress run={underWay} />
        </Block>
      )}
      {data === undefined ? (
        <AwaitedBlock lines={6} height={34} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block title={t('canary.reports')} lead={t('canary.reports.lead')} flush busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <Empty title={t('canary.empty.title')} why={t('canary.empty.why')}>
              <RunNow busy={false} />
            </Empty>
          ) : (
            <CanaryList runs={data.items} />
          )}
          <Pager label={t('canary.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

function RunNow({ busy }: { busy: boolean }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: askCanaryRun,
    onSuccess: async () => {
      say(t('canary.asked'))
      await queries.invalidateQueries({ queryKey: ['canary', 'runs'] })
    },
    onError: (error) => warn(words(error).message),
  })
  return (
    <Button leftSection={<RunIcon size={20} aria-hidden />} loading={asking.isPending} disabled={busy} onClick={() => asking.mutate()}>
      {t('canary.run')}
    </Button>
  )
}

/** Says how a check that was seen under way has ended. */
function useTellTheEnd(runs: readonly CanaryRun[] | undefined) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const queries = useQueryClient()
  const seen = useRef<string | undefined>(undefined)
  useEffect(() => {
    const watched = runs?.find(({ id }) => id === seen.current)
    seen.current = runs?.find(({ finishedAt }) => finishedAt === null)?.id
    if (watched === undefined || watched.finishedAt === null) return
    const { outcome, leaked } = watched
    if (outcome === 'clean') say(t('canary.done.clean'))
    else if (outcome === 'leak') warn(t('canary.done.leak', { count: leaked }))
    else warn(t('canary.done.incomplete'))
    void queries.invalidateQueries({ queryKey: ['health'] })
  }, [runs, say, warn, t, queries])
}
