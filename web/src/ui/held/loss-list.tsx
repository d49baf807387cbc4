import { Link } from '@tanstack/react-router'
import type { Loss } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import table from '../table.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './held.module.css'

const keyOf = ({ person, circle, structure }: Loss) => `${person.id} ${circle?.id ?? ''} ${structure.id}`

/** Who would lose what. */
export function LossList({ losses }: { losses: Loss[] }) {
  return useIsNarrow() ? <Cards losses={losses} /> : <Table losses={losses} />
}

function Table({ losses }: { losses: Loss[] }) {
  const { t, day } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          {(['person', 'place', 'structure', 'since'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`held.losses.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {losses.map((loss) => (
          <tr key={keyOf(loss)}>
            <th scope="row">
              <Who loss={loss} />
            </th>
            <td>
              <Place loss={loss} />
            </td>
            <td>{loss.structure.name}</td>
            <td>{day(loss.since)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ losses }: { losses: Loss[] }) {
  const { t, day } = useText()
  return (
    <ul className={css['cards']}>
      {losses.map((loss) => (
        <li key={keyOf(loss)} className={css['card']}>
          <Who loss={loss} />
          <p>
            <Place loss={loss} />
          </p>
          <p className={css['fine']}>
            {loss.structure.name} · {t('held.losses.since')} {day(loss.since)}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Who({ loss: { person } }: { loss: Loss }) {
  return (
    <span className={css['what']}>
      <span className={css['name']}>{person.name}</span>
      <span className={css['fine']}>{person.profession}</span>
    </span>
  )
}

function Place({ loss: { circle } }: { loss: Loss }) {
  const { t } = useText()
  if (circle === null) return t('held.losses.team')
  return (
    <Link to="/admin/cercles/$id" params={{ id: circle.id }} className={link['link']}>
      {t('held.losses.journal', { patient: circle.patient })}
    </Link>
  )
}
