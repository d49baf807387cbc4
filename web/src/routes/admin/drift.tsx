import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Drift } from 'bridge/contract'
import { useState } from 'react'
import { type ToRepair, driftFileAddress, driftQuery, repair } from '../../api/drift.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import css from '../../ui/drift/drift.module.css'
import { DriftCauses, WORKING } from '../../ui/drift/drift-causes.tsx'
import { DriftList, keyOf } from '../../ui/drift/drift-list.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/ecarts')

/** Where the homeserver is not what the registry says, for which causes, and what puts it right. */
export function DriftPage() {
  const { t } = useText()
  const { cause, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { data, error, isPlaceholderData, refetch } = useQuery(driftQuery({ cause: cause === WORKING ? '' : cause, cursor: suite }))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const repairing = useRepair(() => setChosen(new Set()))
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({
        search: { ...(cause === undefined ? {} : { cause }), ...(cursor === undefined ? {} : { suite: cursor }) },
        state,
      }),
  )

  if (data === undefined)
    return (
      <Page title={t('drift.title')} lead={t('drift.lead')}>
        <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
      </Page>
    )
  const rooms = data.items.filter((room) => chosen.has(keyOf(room)))
  const file = <DownloadLink href={driftFileAddress({ cause: cause === WORKING ? '' : cause })}>{t('lists.export')}</DownloadLink>
  return (
    <Page title={t('drift.title')} lead={t('drift.lead')} actions={data.total > 0 ? file : undefined}>
      {data.causes.length > 0 && (
        <DriftCauses
          causes={data.causes}
          total={data.total}
          chosen={cause}
          onChoose={(one) => void navigate({ search: one === undefined ? {} : { cause: one } })}
        />
      )}
      <Block
        flush
        busy={isPlaceholderData}
        title={t('drift.rooms')}
        aside={
          may('*') &&
          data.items.length > 0 && <Repair rooms={rooms} cause={cause} running={repairing.isPending} onRepair={repairing.mutate} />
        }
      >
        {data.items.length === 0 ? (
          <Empty title={t('drift.none.title')} why={t(cause === undefined ? 'drift.none.why' : 'drift.none.cause')}>
            <Button variant="default" onClick={() => void (cause === undefined ? refetch() : navigate({ search: {} }))}>
              {t(cause === undefined ? 'decisions.empty.refresh' : 'drift.all')}
            </Button>
          </Empty>
        ) : (
          <DriftList rooms={data.items} chosen={chosen} onChoose={may('*') ? (one) => setChosen(toggled(chosen, one)) : undefined} />
        )}
        <Pager label={t('drift.paging')} {...turning} />
      </Block>
    </Page>
  )
}

function useRepair(onDone: () => void) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: repair,
    onSuccess: async ({ queued }) => {
      say(t('drift.repair.done', { count: queued }))
      onDone()
      await queries.invalidateQueries({ queryKey: ['drift'] })
    },
    onError: (failure) => warn(words(failure).message),
  })
}

/** Of what is chosen; without a choice, of all of the cause that is shown. */
function Repair({
  rooms,
  cause,
  running,
  onRepair,
}: {
  rooms: readonly Drift[]
  cause: string | undefined
  running: boolean
  onRepair: (what: ToRepair) => void
}) {
  const { t } = useText()
  if (rooms.length > 0)
    return (
      <Button size="sm" loading={running} onClick={() => onRepair({ rooms: rooms.map(({ kind, ref }) => ({ kind, ref })) })}>
        {t('drift.repair.chosen', { count: rooms.length })}
      </Button>
    )
  if (cause === undefined) return <span className={css['hint']}>{t('drift.repair.hint')}</span>
  return (
    <Button size="sm" loading={running} onClick={() => onRepair({ cause: cause === WORKING ? '' : cause })}>
      {t('drift.repair.cause')}
    </Button>
  )
}

function toggled(chosen: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(one)) next.add(one)
  return next
}
