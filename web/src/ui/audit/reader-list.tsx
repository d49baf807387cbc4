import type { Reader } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import table from '../table.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './audit.module.css'
import { GrantLines, Span } from './grant-lines.tsx'

/** The people who could read, when, and by what right. */
export function ReaderList({ people }: { people: readonly Reader[] }) {
  const { t } = useText()
  const narrow = useIsNarrow()
  if (narrow)
    return (
      <ul className={css['cards']}>
        {people.map((reader) => (
          <li key={reader.personId} className={css['card']}>
            <Who reader={reader} />
            <Spans reader={reader} />
            <GrantLines grants={reader.grants} />
          </li>
        ))}
      </ul>
    )
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('readers.person')}</th>
          <th scope="col">{t('readers.when')}</th>
          <th scope="col">{t('readers.right')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((reader) => (
          <tr key={reader.personId}>
            <th scope="row">
              <Who reader={reader} />
            </th>
            <td>
              <Spans reader={reader} />
            </td>
            <td>
              <GrantLines grants={reader.grants} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Who({ reader: { name, profession } }: { reader: Reader }) {
  return (
    <div>
      <span className={css['name']}>{name}</span>
      <span className={css['fine']}>{profession}</span>
    </div>
  )
}

const Spans = ({ reader }: { reader: Reader }) => (
  <ul className={css['spans']}>
    {reader.spans.map((span) => (
      <li key={span.from}>
        <Span {...span} />
      </li>
    ))}
  </ul>
)
