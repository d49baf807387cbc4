import type { CanaryReport } from 'bridge/contract'
import { useLanguage, useText } from '../text/text.tsx'
import css from './canary.module.css'
import table from './table.module.css'
import { Tag } from './tag.tsx'
import { useIsNarrow } from './use-is-narrow.ts'

type Finding = CanaryReport['findings'][number]
type KindRow = CanaryReport['kinds'][number]
const isLeak = ({ finding }: Finding) => finding === 'told' || finding === 'accepted' || finding === 'done'

/** Who tried what and how it was answered; leaks come first. */
export function CanaryFindings({ findings }: { findings: Finding[] }) {
  const { t } = useText()
  const narrow = useIsNarrow()
  const sorted = findings.toSorted((a, b) => Number(isLeak(b)) - Number(isLeak(a)))
  if (narrow)
    return (
      <ul className={css['cards']}>
        {sorted.map((one) => (
          <li key={`${one.kind.en} ${one.attempt.en}`} className={css['card']}>
            <Who one={one} />
            <p className={css['what']}>
              <What one={one} />
            </p>
            <Answer one={one} />
          </li>
        ))}
      </ul>
    )
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          {(['kind', 'attempt', 'finding'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`canary.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((one) => (
          <tr key={`${one.kind.en} ${one.attempt.en}`}>
            <th scope="row">
              <Who one={one} />
            </th>
            <td>
              <What one={one} />
            </td>
            <td>
              <Answer one={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Who({ one }: { one: Finding }) {
  const { language } = useLanguage()
  return <span className={css['who']}>{one.kind[language]}</span>
}
function What({ one }: { one: Finding }) {
  const { language } = useLanguage()
  return one.attempt[language]
}
function Answer({ one }: { one: Finding }) {
  const { t } = useText()
  return (
    <span className={css['answer']}>
      <Tag tone={isLeak(one) ? 'bad' : 'drift'}>{t(`canary.finding.${one.finding}`)}</Tag>
      {one.status !== null && <span className={css['fine']}>{t('canary.finding.status', { status: one.status })}</span>}
    </span>
  )
}

const COUNTS = ['tried', 'refused', 'allowed', 'leaked', 'failed'] as const

/** One row per kind of person. */
export function CanaryKinds({ kinds }: { kinds: KindRow[] }) {
  const { t, number } = useText()
  const { language } = useLanguage()
  const narrow = useIsNarrow()
  if (narrow)
    return (
      <ul className={css['cards']}>
        {kinds.map((row) => (
          <li key={row.kind.en} className={css['card']}>
            <span className={css['who']}>{row.kind[language]}</span>
            <p className={css['what']}>{t('canary.counts', { tried: row.tried, refused: row.refused, allowed: row.allowed })}</p>
            <KindResult row={row} />
          </li>
        ))}
      </ul>
    )
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('canary.column.kind')}</th>
          {COUNTS.map((column) => (
            <th key={column} scope="col" className={table['number']}>
              {t(`canary.column.${column}`)}
            </th>
          ))}
          <th scope="col">{t('canary.column.result')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((row) => (
          <tr key={row.kind.en}>
            <th scope="row">
              <span className={css['who']}>{row.kind[language]}</span>
            </th>
            {COUNTS.map((column) => (
              <td key={column} className={table['number']}>
                {number(row[column])}
              </td>
            ))}
            <td>
              <KindResult row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function KindResult({ row }: { row: KindRow }) {
  const { t } = useText()
  if (row.leaked > 0) return <Tag tone="bad">{t('canary.outcome.leak', { count: row.leaked })}</Tag>
  return row.failed > 0 ? <Tag tone="drift">{t('canary.column.failed')}</Tag> : <Tag tone="ok">{t('canary.outcome.clean')}</Tag>
}
