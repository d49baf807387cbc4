import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Retention } from 'bridge/contract'
import { useEffect, useRef } from 'react'
import { approvePurge, liftSeal, retentionQuery, retryArchive } from '../../api/retention.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import head from '../../ui/circle-head.module.css'
import { useErrorWords } from '../../ui/failure.tsx'
import { BackIcon, PrintIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/page.tsx'
import { ArchiveBlock } from '../../ui/retention/archive-block.tsx'
import { CourseBlock } from '../../ui/retention/course-block.tsx'
import { type Decision, DecisionDialog } from '../../ui/retention/decision-dialog.tsx'
import { RetentionFacts } from '../../ui/retention/retention-facts.tsx'
import { OUTCOME, RetentionNotice } from '../../ui/retention/retention-notice.tsx'
import css from '../../ui/retention/retention.module.css'

const route = getRouteApi('/console/admin/conservation/$id')

/** One journal that is sealed: how far it is and what may be decided; once it is purged, the proof. */
export function RetentionPage() {
  const { id } = route.useParams()
  const { t } = useText()
  const may = useMay()
  const { data: retention, error, refetch } = useQuery(retentionQuery(id))
  const retrying = useRetry(id)
  useTold(retention)
  const back = (
    <Link to="/admin/conservation" search={{ vue: 'scelles' }} className={`${head['back']} ${css['screen']}`}>
      <BackIcon size={18} aria-hidden />
      {t('retention.back')}
    </Link>
  )
  if (retention === undefined) return <AwaitedPage title={t('retention.tab')} above={back} error={error} onRetry={() => void refetch()} />
  return (
    <Page
      title={t('retention.one', { patient: retention.circle.patient.displayName })}
      tab={t('retention.tab')}
      lead={<RetentionFacts retention={retention} />}
      above={back}
      actions={<Actions retention={retention} />}
    >
      <RetentionNotice retention={retention} mayAct={may('*')} retrying={retrying.isPending} onRetry={() => retrying.mutate()} />
      <CourseBlock retention={retention} mayReadReaders={may('readers:read')} mayReadAudit={may('audit:read')} />
      <ArchiveBlock retention={retention} />
      <Decide retention={retention} />
    </Page>
  )
}

function Actions({ retention: { state, mine } }: { retention: Retention }) {
  const { t } = useText()
  const may = useMay()
  const navigate = route.useNavigate()
  const open = (acte: 'approuver' | 'lever') => () => void navigate({ search: { acte }, resetScroll: false })
  if (state === 'purged')
    return (
      <Button className={css['screen'] ?? ''} variant="default" onClick={() => print()} leftSection={<PrintIcon size={18} aria-hidden />}>
        {t('retention.print')}
      </Button>
    )
  if (!may('*') || (state !== 'sealed' && state !== 'archived')) return undefined
  return (
    <div className={`${css['acts']} ${css['screen']}`}>
      <Button variant="default" onClick={open('lever')}>
        {t('retention.lift')}
      </Button>
      {state === 'archived' && !mine && (
        <Button color="red" onClick={open('approuver')}>
          {t('retention.approve')}
        </Button>
      )}
    </div>
  )
}

/** Whoever stays on the page hears what becomes of it. */
function useTold(retention: Retention | undefined) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const state = retention?.state === 'sealed' && retention.failure !== null ? 'failed' : retention?.state
  const before = useRef(state)
  useEffect(() => {
    const isNew = before.current !== undefined && before.current !== state
    before.current = state
    if (isNew && (state === 'archived' || state === 'purged' || state === 'failed')) say(t(`retention.told.now.${state}`))
  }, [state, say, t])
}

function useRetry(id: string) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => retryArchive(id),
    onSuccess: async () => {
      document.getElementById(OUTCOME)?.focus()
      say(t('retention.retried'))
      await queries.invalidateQueries({ queryKey: ['retention'] })
    },
    onError: (failure) => warn(words(failure).message),
  })
}

const DECIDE = { approve: approvePurge, lift: liftSeal } as const
const ASKED = { approuver: 'approve', lever: 'lift' } as const

function Decide({ retention }: { retention: Retention }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const may = useMay()
  const { acte } = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const asked = acte !== undefined && may('*') && mayBe(retention, ASKED[acte]) ? ASKED[acte] : undefined
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false })
  const deciding = useMutation({
    mutationFn: ({ what, reason }: { what: Decision; reason: string }) => DECIDE[what](retention, reason),
    onSuccess: async (_decided, { what }) => {
      close()
      // The buttons that opened the dialog go away with the decision: the focus would be lost with them.
      document.getElementById(OUTCOME)?.focus()
      say(t(`retention.${what}.done`))
      await Promise.all(['retention', 'circle', 'circles'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
    // It was decided or archived anew meanwhile: what is shown is read again, so that the next decision is of that.
    onError: () => queries.invalidateQueries({ queryKey: ['retention', 'one', retention.id] }),
  })
  useEffect(() => deciding.reset(), [asked])
  return (
    <DecisionDialog
      retention={retention}
      decision={asked}
      busy={deciding.isPending}
      error={deciding.error}
      onSubmit={(reason) => asked !== undefined && deciding.mutate({ what: asked, reason })}
      onClose={close}
    />
  )
}

/** Nobody approves what they asked for, nor what has no archive. */
const mayBe = ({ state, mine }: Retention, decision: Decision): boolean =>
  decision === 'approve' ? state === 'archived' && !mine : state === 'sealed' || state === 'archived'
