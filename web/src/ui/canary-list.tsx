import { Link } from '@tanstack/react-router'
import type { CanaryRun } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import { CanaryOutcome } from './canary-outcome.tsx'
import css from './circle-list.module.css'
import table from './table.module.css'
import { useIsNarrow } from './use-is-narrow.ts'

/** Dated reports; each opens. */
export function CanaryList({ runs }: { runs: CanaryRun[] }) {
  return useIsNarrow() ? <Cards runs={runs} /> : <Table runs={runs} />
}

const COUNTS = ['tried', 'refused', 'allowed', 'failed'] as const

function Table({ runs }: { runs: CanaryRun[] }) {
  const { t, number } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('canary.column.date')}</th>
          <th scope="col">{t('canary.column.result')}</th>
          {COUNTS.map((column) => (
            <th key={column} scope="col" className={table['number']}>
              {t(`canary.column.${column}`)}
            </th>
          ))}
          <th scope="col">{t('canary.column.asked-by')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id} className={css['row']}>
            <th scope="row">
              <RunLink run={run} />
            </th>
            <td>
              <CanaryOutcome run={run} />
            </td>
            {COUNTS.map((column) => (
              <td key={column} className={table['number']}>
                {number(run[column])}
              </td>
            ))}
            <td>
              <AskedBy run={run} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ runs }: { runs: CanaryRun[] }) {
  const { t } = useText()
  return (
    <ul className={css['cards']}>
      {runs.map((run) => (
        <li key={run.id} className={css['card']}>
          <RunLink run={run} />
          <p className={css['about']}>
            {t('canary.counts', { tried: run.tried, refused: run.refused, allowed: run.allowed })} · <AskedBy run={run} />
          </p>
          <CanaryOutcome run={run} />
        </li>
      ))}
    </ul>
  )
}

function RunLink({ run }: { run: CanaryRun }) {
  const { instant } = useText()
  return (
    <Link to="/admin/canari/$id" params={{ id: run.id }} className={css['link']}>
      <time dateTime={run.startedAt}>{instant(run.startedAt)}</time>
    </Link>
  )
}

function AskedBy({ run }: { run: CanaryRun }) {
  const { t } = useText()
  return run.askedBy === 'calendrier' ? t('canary.calendar') : run.askedBy
}
