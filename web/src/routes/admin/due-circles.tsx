import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { type DuePage, dueCirclesQuery } from '../../api/retention.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { DueList } from '../../ui/retention/due-list.tsx'
import { SealManyDialog } from '../../ui/retention/seal-many-dialog.tsx'
import { RUN, SealRun } from '../../ui/retention/seal-run.tsx'
import css from '../../ui/retention/retention.module.css'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'
import { useSealing } from './use-sealing.ts'

const route = getRouteApi('/console/admin/conservation')

/** Circles closed for so long that their journals may go: all of them, or some, are sealed from here. */
export function DueCircles() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { data, error, isPlaceholderData, refetch } = useQuery(dueCirclesQuery(suite))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const sealing = useSealing()
  const count = data?.items.length
  // What came of a run is not talked over by how many are left.
  const isTold = sealing.lines.length > 0
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData && !isTold) say(t('retention.due.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, isTold, suite, say, t])
  // The report comes where the list was: whoever asked for it is taken there.
  useEffect(() => {
    if (sealing.running) document.getElementById(RUN)?.focus()
  }, [sealing.running])
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state }),
  )
  if (data === undefined) return <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
  const circles = data.items.filter(({ id }) => chosen.has(id))
  const mayAct = may('*') && data.ready && data.items.length > 0 && !sealing.running
  return (
    <>
      {!data.ready && (
        <Notice tone="drift" title={t('retention.not-ready')}>
          <p>{t('retention.not-ready.why')}</p>
        </Notice>
      )}
      {sealing.lines.length > 0 && (
        <SealRun lines={sealing.lines} running={sealing.running} onStop={sealing.stop} onAgain={sealing.again} onClear={sealing.clear} />
      )}
      <Due page={data} busy={isPlaceholderData} chosen={chosen} onChoose={mayAct ? setChosen : undefined} onSeal={() => setAsking(true)}>
        <Pager label={t('retention.due.paging')} {...turning} />
      </Due>
      <SealManyDialog
        circles={circles}
        opened={asking && circles.length > 0}
        onClose={() => setAsking(false)}
        onSubmit={(reason) => {
          setAsking(false)
          setChosen(new Set())
          sealing.start(circles, reason)
        }}
      />
    </>
  )
}

interface Shown {
  page: DuePage
  busy: boolean
  chosen: ReadonlySet<string>
  onChoose: ((chosen: ReadonlySet<string>) => void) | undefined
  onSeal: () => void
  children: ReactNode
}

function Due({ page: { items, afterDays }, busy, chosen, onChoose, onSeal, children }: Shown) {
  const { t } = useText()
  const delay = useDelay(afterDays)
  if (items.length === 0)
    return (
      <Block flush busy={busy}>
        {delay === undefined ? (
          <Empty title={t('retention.due.never')} why={t('retention.due.never.why')}>
            <Button variant="default" renderRoot={(given) => <Link to="/admin/cercles" search={{}} {...given} />}>
              {t('retention.due.circles')}
            </Button>
          </Empty>
        ) : (
          <Empty title={t('retention.due.none')} why={t('retention.due.none.why', { delay })}>
            <Button variant="default" renderRoot={(given) => <Link to="/admin/conservation" search={{ vue: 'scelles' }} {...given} />}>
              {t('retention.due.sealed')}
            </Button>
          </Empty>
        )}
        {children}
      </Block>
    )
  const count = items.filter(({ id }) => chosen.has(id)).length
  return (
    <Block
      flush
      busy={busy}
      title={t('retention.due')}
      lead={t('retention.due.lead', { delay: delay ?? '' })}
      aside={
        onChoose !== undefined &&
        (count === 0 ? (
          <span className={css['hint']}>{t('retention.choose.hint')}</span>
        ) : (
          <Button size="sm" color="red" onClick={onSeal}>
            {t('retention.seal.chosen', { count })}
          </Button>
        ))
      }
    >
      <DueList circles={items} chosen={chosen} onChoose={onChoose} />
      {children}
    </Block>
  )
}

/** Days in words, with the years that a person counts in. Undefined: none is configured. */
function useDelay(days: number | null): string | undefined {
  const { t } = useText()
  if (days === null) return undefined
  const years = Math.round(days / 365.25)
  return years === 0 ? t('retention.delay', { days }) : t('retention.delay.years', { days, years })
}
