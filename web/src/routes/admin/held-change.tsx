import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { HeldDetail } from 'bridge/contract'
import { useEffect } from 'react'
import { decideHeld, heldDetailQuery } from '../../api/held.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import head from '../../ui/circle-head.module.css'
import { DecisionDialog } from '../../ui/held/decision-dialog.tsx'
import { DECISION, HeldFacts, HeldNotices } from '../../ui/held/held-facts.tsx'
import { useHeldWords } from '../../ui/held/held-words.ts'
import css from '../../ui/held/held.module.css'
import { DifferenceList } from '../../ui/held/difference-list.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/freins/$id')

/** One of them: who would lose and gain what, and the decision. */
export function HeldChangePage() {
  const { id } = route.useParams()
  const { t } = useText()
  const { suite } = route.useSearch()
  const { data: change, error, isPlaceholderData, refetch } = useQuery(heldDetailQuery(id, suite))
  const words = useHeldWords()
  const back = (
    <Link to="/admin/freins" className={head['back']}>
      <BackIcon size={18} aria-hidden />
      {t('held.back')}
    </Link>
  )
  if (change === undefined) return <AwaitedPage title={t('held.tab')} above={back} error={error} onRetry={() => void refetch()} />
  return (
    <Page
      title={words.what(change)}
      tab={t('held.tab')}
      lead={<HeldFacts change={change} />}
      above={back}
      actions={<Actions change={change} />}
    >
      <HeldNotices change={change} />
      {change.state === 'waiting' && <Difference change={change} busy={isPlaceholderData} />}
      <Decision change={change} />
    </Page>
  )
}

function Actions({ change }: { change: HeldDetail }) {
  const { t } = useText()
  const navigate = route.useNavigate()
  if (change.state !== 'waiting' || change.mine) return undefined
  const open = (decision: 'approuver' | 'rejeter') => () => void navigate({ search: (kept) => ({ ...kept, decision }) })
  return (
    <div className={css['actions']}>
      <Button variant="default" onClick={open('rejeter')}>
        {t('held.reject')}
      </Button>
      <Button color="red" onClick={open('approuver')}>
        {t('held.approve')}
      </Button>
    </div>
  )
}

function Difference({ change, busy }: { change: HeldDetail; busy: boolean }) {
  const { t } = useText()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { items, next, losses, gains } = change.difference
  const lead = [t('held.losses.lead', { count: losses }), ...(gains === 0 ? [] : [t('held.gains.lead', { count: gains })])].join(' ')
  const { turning } = useTurning(
    suite,
    next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state }),
  )
  return (
    <Block title={t('held.losses')} lead={lead} flush busy={busy}>
      {items.length === 0 ? <Empty title={t('held.losses.none')} why={t('held.losses.none.why')} /> : <DifferenceList changes={items} />}
      <Pager label={t('held.losses.paging')} {...turning} />
    </Block>
  )
}

const ASKED = { approuver: 'approve', rejeter: 'reject' } as const

function Decision({ change }: { change: HeldDetail }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { decision } = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const asked = decision !== undefined && change.state === 'waiting' && !change.mine ? ASKED[decision] : undefined
  const close = () => void navigate({ search: ({ decision: _closed, ...kept }) => kept, replace: true })
  const deciding = useMutation({
    mutationFn: ({ what, reason }: { what: 'approve' | 'reject'; reason: string }) =>
      decideHeld(change, what === 'approve' ? 'approval' : 'rejection', reason),
    onSuccess: async (_decided, { what }) => {
      close()
      // The button that opened the dialog goes away with the decision: the focus would be lost with it.
      document.getElementById(DECISION)?.focus()
      say(t(what === 'approve' ? 'held.approved' : 'held.rejected', { id: change.id }))
      await Promise.all(['held', 'health', 'circles'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
    // It grew or was decided meanwhile: what is shown is read again, so that the next decision is of that.
    onError: () => queries.invalidateQueries({ queryKey: ['held', 'one', change.id] }),
  })
  useEffect(() => deciding.reset(), [asked])
  return (
    <DecisionDialog
      change={change}
      decision={asked}
      busy={deciding.isPending}
      error={deciding.error}
      onSubmit={(reason) => asked !== undefined && deciding.mutate({ what: asked, reason })}
      onClose={close}
    />
  )
}
