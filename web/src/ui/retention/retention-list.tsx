import { Link } from '@tanstack/react-router'
import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import list from '../circle-list.module.css'
import table from '../table.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import { RetentionTags } from './retention-tags.tsx'
import css from './retention.module.css'

const COLUMNS = ['journal', 'ground', 'asked', 'state'] as const

/** Each opens with everything that is known of it. */
export function RetentionList({ retentions }: { retentions: readonly Retention[] }) {
  return useIsNarrow() ? <Cards retentions={retentions} /> : <Table retentions={retentions} />
}

function Table({ retentions }: { retentions: readonly Retention[] }) {
  const { t, moment } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`retention.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {retentions.map((one) => (
          <tr key={one.id} className={list['row']}>
            <th scope="row">
              <RetentionLink retention={one} />
            </th>
            <td>{t(`retention.ground.${one.ground}`)}</td>
            <td>
              <time dateTime={one.askedAt}>{moment(one.askedAt)}</time>
              <span className={css['fine']}>{one.askedBy}</span>
            </td>
            <td>
              <RetentionTags retention={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ retentions }: { retentions: readonly Retention[] }) {
  const { t, moment } = useText()
  return (
    <ul className={list['cards']}>
      {retentions.map((one) => (
        <li key={one.id} className={list['card']}>
          <RetentionLink retention={one} />
          <p className={list['about']}>
            {t(`retention.ground.${one.ground}`)}
            <br />
            {one.askedBy} · <time dateTime={one.askedAt}>{moment(one.askedAt)}</time>
          </p>
          <RetentionTags retention={one} />
        </li>
      ))}
    </ul>
  )
}

function RetentionLink({ retention: { id, circle } }: { retention: Retention }) {
  return (
    <>
      <Link to="/admin/conservation/$id" params={{ id }} className={list['link']}>
        {circle.patient.displayName}
      </Link>
      <span className={css['fine']}>{circle.structure.name}</span>
    </>
  )
}
