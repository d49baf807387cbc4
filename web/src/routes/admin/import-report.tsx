import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ImportDetail } from 'bridge/contract'
import { type ImportStep, failedRowsAddress, importRowsQuery } from '../../api/imports.ts'
import { useText } from '../../text/text.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import css from '../../ui/imports/imports.module.css'
import { OutcomeCounts } from '../../ui/imports/outcome-counts.tsx'
import { RowList } from '../../ui/imports/row-list.tsx'
import { Block } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/imports/$id')
interface Given {
  given: ImportDetail
  busy: boolean
  onStep: (step: ImportStep) => void
}

const REPORTS = ['checked', 'tried', 'stopped'] as const

/** What the check, the dry run or the application say, and what comes next. */
export function ImportReport({ given, busy, onStep }: Given) {
  const { t } = useText()
  const { voir } = route.useSearch()
  const navigate = route.useNavigate()
  const { state, counts } = given
  const report = REPORTS.find((one) => one === state) ?? 'applied'
  const shown = voir ?? (state === 'checked' && counts.wrong > 0 ? 'wrong' : 'all')
  return (
    <>
      <Block title={t(`imports.report.${report}`)} lead={t(`imports.report.${report}.lead`)}>
        <div className={css['steps']}>
          <OutcomeCounts given={given} shown={shown} onShow={(one) => void navigate({ replace: true, search: { voir: one } })} />
          <Acts given={given} busy={busy} onStep={onStep} />
        </div>
      </Block>
      <Rows given={given} shown={shown} />
    </>
  )
}

function Acts({ given, busy, onStep }: Given) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { id, state, counts } = given
  const right = counts.rows - counts.wrong
  const { created, changed, refused, held } = counts.trial
  const failed = counts.applied.refused + counts.applied.held
  return (
    <div className={css['acts']}>
      {state === 'checked' && right > 0 && (
        <Button loading={busy} onClick={() => onStep('trial')}>
          {t('imports.act.try', { count: right })}
        </Button>
      )}
      {state === 'tried' && right > 0 && (
        <Button loading={busy} onClick={() => onStep('application')}>
          {t('imports.act.apply', { count: created + changed })}
        </Button>
      )}
      {state === 'stopped' && (
        <Button loading={busy} onClick={() => onStep('application')}>
          {t('imports.act.resume')}
        </Button>
      )}
      {state === 'applied' && failed > 0 && (
        <Button loading={busy} onClick={() => onStep('retry')}>
          {t('imports.act.retry', { count: failed })}
        </Button>
      )}
      {(counts.wrong > 0 || failed > 0 || refused + held > 0) && (
        <DownloadLink href={failedRowsAddress(id)}>{t('imports.act.failed')}</DownloadLink>
      )}
      {(state === 'checked' || state === 'tried') && (
        <Button variant="default" size="sm" onClick={() => void navigate({ search: { colonnes: 'oui' } })}>
          {t('imports.act.columns')}
        </Button>
      )}
    </div>
  )
}

function Rows({ given, shown }: { given: ImportDetail; shown: string }) {
  const { t } = useText()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { id, state, counts } = given
  // What came of them is read anew at each step.
  const { data, error, isPlaceholderData, refetch } = useQuery(
    importRowsQuery(id, { show: shown, cursor: suite }, `${state} ${JSON.stringify(counts)}`),
  )
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, before) =>
      void navigate({
        search: ({ suite: _here, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }),
        state: before,
      }),
  )
  if (data === undefined) return <AwaitedBlock lines={8} height={44} error={error} onRetry={() => void refetch()} />
  return (
    <Block flush busy={isPlaceholderData} title={t('imports.rows')}>
      {data.items.length === 0 ? (
        <Empty title={t('imports.rows.none')} why={t('imports.rows.none.why')}>
          <Button variant="default" onClick={() => void navigate({ search: { voir: 'all' } })}>
            {t('imports.rows.all')}
          </Button>
        </Empty>
      ) : (
        <RowList given={given} rows={data.items} />
      )}
      <Pager label={t('imports.rows.paging')} {...turning} />
    </Block>
  )
}
