import type { ImportDetail, ImportRow } from 'bridge/contract'
import { useLanguage, useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './imports.module.css'

const TONES = { created: 'ok', changed: 'busy', unchanged: 'past', refused: 'bad', held: 'drift' } as const
type Naming = (field: string) => string

/** Rows under the numbers that the spreadsheet shows: what is wrong, what changes, what became of them. */
export function RowList({ given, rows }: { given: ImportDetail; rows: readonly ImportRow[] }) {
  const { language } = useLanguage()
  const nameOf: Naming = (field) => given.fields.find(({ name }) => name === field)?.[language] ?? field
  const done = ['applying', 'applied', 'stopped'].includes(given.state)
  return (
    <ul className={css['list']}>
      {rows.map((row) => (
        <Row key={row.number} row={row} given={given} done={done} nameOf={nameOf} />
      ))}
    </ul>
  )
}

function Row({ row, given, done, nameOf }: { row: ImportRow; given: ImportDetail; done: boolean; nameOf: Naming }) {
  const { t } = useText()
  const { number, cells, wrong, faults, difference } = row
  const outcome = done ? row.outcome : row.trial
  return (
    <li className={css['line']}>
      <div className={css['words']}>
        <p className={css['name']}>{t('imports.row', { number })}</p>
        <p className={css['fine']}>
          {cells
            .filter((cell) => cell.trim() !== '')
            .slice(0, 5)
            .join(' · ')}
        </p>
        <Faults faults={faults} cells={cells} given={given} />
        {difference.length > 0 && (outcome === 'changed' || outcome === 'held') && (
          <ul className={css['changes']}>
            {difference.map(({ field, before, after }) => (
              <li key={field}>
                {t('imports.change', {
                  field: nameOf(field),
                  before: before ?? t('imports.nothing'),
                  after: after ?? t('imports.nothing'),
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
      {wrong ? (
        <Tag tone="bad">{t('imports.outcome.wrong')}</Tag>
      ) : outcome === null ? (
        <Tag tone="later">{t(given.state === 'checked' ? 'imports.outcome.right' : 'imports.outcome.waiting')}</Tag>
      ) : (
        <Tag tone={TONES[outcome]}>{t(`imports.outcome.${outcome}.${done ? 'done' : 'tried'}`)}</Tag>
      )}
    </li>
  )
}

function Faults({ faults, cells, given }: { faults: ImportRow['faults']; cells: readonly string[]; given: ImportDetail }) {
  const { t, words } = useText()
  if (faults.length === 0) return null
  return (
    <ul className={css['faults']}>
      {faults.map((fault) => {
        const column = fault.column === null || fault.column < 0 ? undefined : given.columns[fault.column]?.name
        const cell = fault.column === null ? '' : (cells[fault.column] ?? '')
        return (
          <li key={`${fault.field} ${fault.fr}`}>
            {column !== undefined && <strong>{t(cell === '' ? 'imports.fault.empty' : 'imports.fault', { column, cell })}</strong>}
            {words(fault)}
          </li>
        )
      })}
    </ul>
  )
}
