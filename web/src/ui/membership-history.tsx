import { Button } from '@mantine/core'
import type { Member } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import { type When, when } from './membership.ts'
import css from './membership-history.module.css'
import { Empty } from './states.tsx'
import table from './table.module.css'
import { Tag } from './tag.tsx'
import { useIsNarrow } from './use-is-narrow.ts'

interface Given {
  memberships: Member[]
  /** Undefined for who may end nothing. */
  onEnd: ((membership: Member) => void) | undefined
}
interface Row {
  member: Member
  at: When
}

const ORDER: When[] = ['current', 'future', 'past']
const TONES = { current: 'ok', future: 'later', past: 'past' } as const

/** Every period of everybody; under way first, then to come, then past, each from the newest. */
export function MembershipHistory({ memberships, onEnd }: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  const now = new Date()
  const rows = memberships
    .map((member) => ({ member, at: when(member, now) }))
    .toSorted((a, b) => ORDER.indexOf(a.at) - ORDER.indexOf(b.at) || Date.parse(b.member.start) - Date.parse(a.member.start))
  if (rows.length === 0) return <Empty title={t('history.empty.title')} why={t('history.empty.why')} />
  return narrow ? <Cards rows={rows} onEnd={onEnd} /> : <Table rows={rows} onEnd={onEnd} />
}

type Rows = { rows: Row[]; onEnd: Given['onEnd'] }
const keyOf = ({ member }: Row) => `${member.personId} ${member.source} ${member.start}`

function Table({ rows, onEnd }: Rows) {
  const { t } = useText()
  const columns = [
    'compare.person',
    'history.role',
    'history.since',
    'history.until',
    'history.source-by',
    'history.reason',
    'history.act',
  ] as const
  return (
    <table className={`${table['table']} ${css['history']}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={row.at === 'past' ? css['past'] : undefined}>
            <th scope="row">
              <Who member={row.member} />
            </th>
            <td>{row.member.role}</td>
            <td>
              <Instant value={row.member.start} />
            </td>
            <td>{row.member.end === null ? t('history.no-end') : <Instant value={row.member.end} />}</td>
            <td>
              {row.member.source}
              <span className={css['fine']}>{row.member.requestedBy}</span>
            </td>
            <td className={css['reason']}>{row.member.reason ?? t('history.no-reason')}</td>
            <td>
              <Act row={row} onEnd={onEnd} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ rows, onEnd }: Rows) {
  const { t } = useText()
  return (
    <ul className={css['cards']}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={row.at === 'past' ? `${css['card']} ${css['past']}` : css['card']}>
          <div className={css['cardHead']}>
            <Who member={row.member} />
            <Tag tone={TONES[row.at]}>{t(`history.${row.at}`)}</Tag>
          </div>
          <dl className={css['facts']}>
            <dt>{t('history.role')}</dt>
            <dd>{row.member.role}</dd>
            <dt>{t('history.since')}</dt>
            <dd>
              <Instant value={row.member.start} />
            </dd>
            <dt>{t('history.until')}</dt>
            <dd>{row.member.end === null ? t('history.no-end') : <Instant value={row.member.end} />}</dd>
            <dt>{t('history.source')}</dt>
            <dd>{row.member.source}</dd>
            <dt>{t('history.by')}</dt>
            <dd>{row.member.requestedBy}</dd>
            <dt>{t('history.reason')}</dt>
            <dd>{row.member.reason ?? t('history.no-reason')}</dd>
          </dl>
          {row.at !== 'past' && row.member.replaces === null && onEnd !== undefined && <EndButton member={row.member} onEnd={onEnd} />}
        </li>
      ))}
    </ul>
  )
}

function Who({ member }: { member: Member }) {
  const { t } = useText()
  const { name, profession, personStatus, replaces } = member
  return (
    <div>
      <span className={css['name']}>{name}</span>
      <span className={css['fine']}>{personStatus === 'active' ? profession : `${profession} · ${t(`person.${personStatus}`)}`}</span>
      {replaces !== null && <span className={css['fine']}>{t('history.replaces', { name: replaces.name })}</span>}
    </div>
  )
}

function Instant({ value }: { value: string }) {
  const { instant } = useText()
  return <time dateTime={value}>{instant(value)}</time>
}

function Act({ row, onEnd }: { row: Row; onEnd: Given['onEnd'] }) {
  const { t } = useText()
  if (row.at === 'past') return <Tag tone="past">{t('history.past')}</Tag>
  return (
    <div className={css['act']}>
      {row.at === 'future' && <Tag tone="later">{t('history.future')}</Tag>}
      {row.member.replaces === null && onEnd !== undefined && <EndButton member={row.member} onEnd={onEnd} />}
    </div>
  )
}

function EndButton({ member, onEnd }: { member: Member; onEnd: (membership: Member) => void }) {
  const { t } = useText()
  return (
    <Button variant="default" size="compact-md" onClick={() => onEnd(member)} aria-label={t('history.end.of', { name: member.name })}>
      {t('history.end')}
    </Button>
  )
}
