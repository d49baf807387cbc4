import { Link } from '@tanstack/react-router'
import type { HeldChange } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import list from '../circle-list.module.css'
import table from '../table.module.css'
import { Tag } from '../tag.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import { HELD_TONES, useHeldWords } from './held-words.ts'
import css from './held.module.css'

const COLUMNS = ['what', 'share', 'who', 'when', 'state'] as const

/** Each opens with its difference. */
export function HeldList({ changes }: { changes: HeldChange[] }) {
  return useIsNarrow() ? <Cards changes={changes} /> : <Table changes={changes} />
}

function Table({ changes }: { changes: HeldChange[] }) {
  const { t, moment } = useText()
  const words = useHeldWords()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`held.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.id} className={list['row']}>
            <th scope="row">
              <HeldLink change={change} />
            </th>
            <td>{words.share(change)}</td>
            <td>{change.by}</td>
            <td>
              <time dateTime={change.at}>{moment(change.at)}</time>
            </td>
            <td>
              <HeldTags change={change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ changes }: { changes: HeldChange[] }) {
  const { moment } = useText()
  const words = useHeldWords()
  return (
    <ul className={list['cards']}>
      {changes.map((change) => (
        <li key={change.id} className={list['card']}>
          <HeldLink change={change} />
          <p className={list['about']}>
            {words.share(change)}
            <br />
            {change.by} · <time dateTime={change.at}>{moment(change.at)}</time>
          </p>
          <HeldTags change={change} />
        </li>
      ))}
    </ul>
  )
}

function HeldLink({ change }: { change: HeldChange }) {
  const { t } = useText()
  const words = useHeldWords()
  return (
    <span className={css['what']}>
      <Link to="/admin/freins/$id" params={{ id: change.id }} className={list['link']}>
        {words.what(change)}
      </Link>
      {change.inputs > 1 && <span className={css['fine']}>{words.acts(change)}</span>}
      <span className={css['fine']}>{t('held.number', { id: change.id })}</span>
    </span>
  )
}

export function HeldTags({ change: { state, mine } }: { change: Pick<HeldChange, 'state' | 'mine'> }) {
  const { t } = useText()
  return (
    <span className={css['tags']}>
      <Tag tone={HELD_TONES[state]}>{t(`held.state.${state}`)}</Tag>
      {mine && <Tag tone="later">{t('held.mine')}</Tag>}
    </span>
  )
}
