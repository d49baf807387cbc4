import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CanaryReport } from 'bridge/contract'
import { canaryReportQuery } from '../../api/canary.ts'
import { useText } from '../../text/text.tsx'
import css from '../../ui/canary.module.css'
import { CanaryOutcome, CanaryProgress } from '../../ui/canary-outcome.tsx'
import { CanaryFindings, CanaryKinds } from '../../ui/canary-report.tsx'
import head from '../../ui/circle-head.module.css'
import { BackIcon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'

const route = getRouteApi('/console/admin/canari/$id')

/** One dated report. */
export function CanaryRunPage() {
  const { id } = route.useParams()
  const { t, instant } = useText()
  const { data: run, error, refetch } = useQuery(canaryReportQuery(id))
  const back = (
    <Link to="/admin/canari" className={head['back']}>
      <BackIcon size={18} aria-hidden />
      {t('canary.back')}
    </Link>
  )
  if (run === undefined) return <AwaitedPage title={t('canary.report.tab')} above={back} error={error} onRetry={() => void refetch()} />
  const { findings, kinds } = run
  return (
    <Page title={t('canary.report.title', { when: instant(run.startedAt) })} lead={<Summary run={run} />} above={back}>
      <Verdict run={run} />
      {findings.length > 0 && (
        <Block title={t('canary.findings')} lead={t('canary.findings.lead')} flush>
          <CanaryFindings findings={findings} />
        </Block>
      )}
      {kinds.length > 0 && (
        <Block title={t('canary.kinds')} lead={t('canary.kinds.lead')} flush>
          <CanaryKinds kinds={kinds} />
        </Block>
      )}
    </Page>
  )
}

function Summary({ run }: { run: CanaryReport }) {
  const { t } = useText()
  return (
    <div className={css['summary']}>
      {run.finishedAt !== null && <CanaryOutcome run={run} />}
      <span>{t('canary.counts', { tried: run.tried, refused: run.refused, allowed: run.allowed })}</span>
    </div>
  )
}

function Verdict({ run }: { run: CanaryReport }) {
  const { t } = useText()
  switch (run.outcome) {
    case 'waiting':
    case 'running':
      return (
        <Block title={t('canary.under-way')}>
          <CanaryProgress run={run} />
        </Block>
      )
    case 'clean':
      return <Notice tone="ok">{t('canary.report.clean')}</Notice>
    case 'leak':
      return (
        <Notice tone="bad" title={t('canary.report.leak')}>
          <p>{t('canary.report.leak.what')}</p>
        </Notice>
      )
    case 'incomplete':
      return (
        <Notice tone="drift" title={t('canary.report.incomplete')}>
          {run.cause !== null && <p>{t(`canary.cause.${run.cause}`)}</p>}
        </Notice>
      )
  }
}
