import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Job } from 'bridge/contract'
import { useEffect } from 'react'
import { cancelJob, jobsQuery } from '../../api/platform.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { CancelJobDialog } from '../../ui/platform/cancel-job-dialog.tsx'
import { JobList } from '../../ui/platform/job-list.tsx'
import { PlatformViews } from '../../ui/platform/platform-views.tsx'
import { Empty } from '../../ui/states.tsx'

const route = getRouteApi('/console/admin/travaux')
const LIST = 'travaux'

/** Work that lasts, and what can be stopped of it. */
export function Jobs() {
  const { t } = useText()
  const may = useMay()
  const navigate = route.useNavigate()
  const { annuler } = route.useSearch()
  const { data, error, refetch } = useQuery(jobsQuery)
  const asked = data?.items.find(({ id, cancellable }) => cancellable && id === annuler)
  const close = () => void navigate({ search: {}, replace: true })
  return (
    <Page title={t('jobs.title')} lead={t('jobs.lead')}>
      <PlatformViews />
      {data === undefined ? (
        <AwaitedBlock lines={4} height={60} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block id={LIST} title={t('jobs.list')} flush>
          {data.items.length === 0 ? (
            <Empty title={t('jobs.empty.title')} why={t('jobs.empty.why')}>
              <Button variant="default" onClick={() => void refetch()}>
                {t('circles.empty.refresh')}
              </Button>
            </Empty>
          ) : (
            <JobList jobs={data.items} may={may} onCancel={({ id }) => void navigate({ search: { annuler: id ?? '' } })} />
          )}
        </Block>
      )}
      <Cancel job={asked} onClose={close} />
    </Page>
  )
}

function Cancel({ job, onClose }: { job: Job | undefined; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const cancelling = useMutation({
    mutationFn: cancelJob,
    onSuccess: async ({ cancelled }) => {
      onClose()
      // The button that opened the dialog goes away with the work: the focus would be lost with it.
      document.getElementById(LIST)?.focus()
      say(t(cancelled ? 'jobs.cancelled' : 'jobs.cancelled.late'))
      await queries.invalidateQueries({ queryKey: ['platform', 'jobs'] })
    },
  })
  const { reset } = cancelling
  useEffect(() => reset(), [job?.id, reset])
  return (
    <CancelJobDialog
      job={job}
      busy={cancelling.isPending}
      error={cancelling.error}
      onSubmit={(reason) => {
        if (job !== undefined && job.id !== null) cancelling.mutate({ kind: job.kind, id: job.id, reason })
      }}
      onClose={onClose}
    />
  )
}
