import type { RoomState } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import css from './room.module.css'
import { Empty } from './states.tsx'
import table from './table.module.css'
import { StepTag, Tag } from './tag.tsx'
import { useIsNarrow } from './use-is-narrow.ts'

type Row = RoomState['members'][number]

interface Given {
  members: Row[]
  /** Nobody enters any more. */
  sealed: boolean
  /** Whom somebody has just added or taken out here. */
  awaited: string | null
  action: ReactNode
  /** Asks why somebody reads or not; undefined for who may not. */
  onWhy?: ((personId: string) => void) | undefined
}

/** One row per person: what the registry says, what the homeserver has. Those who differ come first. */
export function RoomComparison({ members, sealed, awaited, action, onWhy }: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  if (members.length === 0) {
    return (
      <Empty title={t('compare.empty.title')} why={t(sealed ? 'compare.empty.sealed' : 'compare.empty.why')}>
        {action}
      </Empty>
    )
  }
  const rows = members.toSorted((a, b) => Number(a.inStep) - Number(b.inStep))
  return narrow ? <Cards rows={rows} awaited={awaited} onWhy={onWhy} /> : <Table rows={rows} awaited={awaited} onWhy={onWhy} />
}

interface Rows {
  rows: Row[]
  awaited: string | null
  onWhy: Given['onWhy']
}

function Table({ rows, awaited, onWhy }: Rows) {
  const { t } = useText()
  return (
    <table className={`${table['table']} ${css['comparison']}`}>
      <thead>
        <tr>
          <th scope="col">{t('compare.person')}</th>
          <th scope="col" className={css['side']}>
            {t('compare.registry')}
          </th>
          <th scope="col" className={css['side']}>
            {t('compare.homeserver')}
          </th>
          <th scope="col">{t('compare.result')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.userId} className={row.inStep ? undefined : css['apart']}>
            <th scope="row">
              <Person row={row} />
            </th>
            <td className={css['side']}>
              <Registry row={row} />
            </td>
            <td className={css['side']}>
              <Homeserver row={row} />
            </td>
            <td>
              <Result row={row} awaited={awaited !== null && awaited === row.personId} onWhy={onWhy} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ rows, awaited, onWhy }: Rows) {
  const { t } = useText()
  return (
    <ul className={css['cards']}>
      {rows.map((row) => (
        <li key={row.userId} className={row.inStep ? css['card'] : `${css['card']} ${css['apart']}`}>
          <Person row={row} />
          <dl className={css['sides']}>
            <div>
              <dt>{t('compare.registry')}</dt>
              <dd>
                <Registry row={row} />
              </dd>
            </div>
            <div>
              <dt>{t('compare.homeserver')}</dt>
              <dd>
                <Homeserver row={row} />
              </dd>
            </div>
          </dl>
          <Result row={row} awaited={awaited !== null && awaited === row.personId} onWhy={onWhy} />
        </li>
      ))}
    </ul>
  )
}

function Person({ row }: { row: Row }) {
  return (
    <>
      <span className={css['name']}>{row.name}</span>
      <span className={css['fine']}>{row.userId}</span>
    </>
  )
}

function Registry({ row }: { row: Row }) {
  const { t, list } = useText()
  return (
    <>
      <span className={css['fact']}>
        {t(
          row.personId === null
            ? 'registry.unknown'
            : row.wanted
              ? 'registry.member'
              : row.sources.length > 0
                ? 'registry.shut'
                : 'registry.absent',
        )}
      </span>
      {row.role !== null && <span className={css['detail']}>{row.role}</span>}
      {row.sources.length > 0 && (
        <span className={css['fine']}>{t('sources', { count: row.sources.length, names: list(row.sources) })}</span>
      )}
    </>
  )
}

function Homeserver({ row }: { row: Row }) {
  const { t } = useText()
  return <span className={css['fact']}>{t(`actual.${row.actual}`)}</span>
}

function Result({ row, awaited, onWhy }: { row: Row; awaited: boolean; onWhy: Given['onWhy'] }) {
  const { t } = useText()
  const cause = causeOf(row)
  const { personId, error, inStep, name } = row
  return (
    <>
      {awaited && !inStep && error === null ? <Tag tone="busy">{t('state.running')}</Tag> : <StepTag inStep={inStep} />}
      {cause !== null && <span className={css['cause']}>{t(`cause.${cause}`)}</span>}
      {error !== null && <span className={css['cause']}>{error}</span>}
      {cause !== null && <span className={css['fine']}>{t(`remedy.${cause}`)}</span>}
      {onWhy !== undefined && personId !== null && (
        <button type="button" className={css['why']} aria-label={t('why.of', { name })} onClick={() => onWhy(personId)}>
          {t('why.ask')}
        </button>
      )}
    </>
  )
}

/** In words of texts: `cause.…`, and what to do: `remedy.…`. */
function causeOf({ inStep, wanted, actual, personId }: Row) {
  if (inStep) return null
  if (personId === null && !wanted) return 'unknown' as const
  if (!wanted) return 'must-leave' as const
  if (actual === 'invite') return 'must-accept' as const
  return actual === 'ban' ? ('banned' as const) : ('must-enter' as const)
}
