import { Link } from '@tanstack/react-router'
import type { Circle } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import css from './circle-list.module.css'
import table from './table.module.css'
import { StatusTag, StepTag } from './tag.tsx'
import { useIsNarrow } from './use-is-narrow.ts'

export function CircleList({ circles }: { circles: Circle[] }) {
  return useIsNarrow() ? <Cards circles={circles} /> : <Table circles={circles} />
}

function Table({ circles }: { circles: Circle[] }) {
  const { t } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('column.patient')}</th>
          <th scope="col">{t('column.structure')}</th>
          <th scope="col" className={table['number']}>
            {t('column.members')}
          </th>
          <th scope="col">{t('column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {circles.map((circle) => (
          <tr key={circle.id} className={css['row']}>
            <th scope="row">
              <CircleLink circle={circle} />
            </th>
            <td>{circle.structure.name}</td>
            <td className={table['number']}>{circle.memberCount}</td>
            <td>
              <Tags circle={circle} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ circles }: { circles: Circle[] }) {
  const { t } = useText()
  return (
    <ul className={css['cards']}>
      {circles.map((circle) => (
        <li key={circle.id} className={css['card']}>
          <CircleLink circle={circle} />
          <p className={css['about']}>
            {circle.structure.name} · {t('members.count', { count: circle.memberCount })}
          </p>
          <Tags circle={circle} />
        </li>
      ))}
    </ul>
  )
}

function CircleLink({ circle }: { circle: Circle }) {
  return (
    <Link to="/admin/cercles/$id" params={{ id: circle.id }} className={css['link']}>
      {circle.patient.displayName}
    </Link>
  )
}

function Tags({ circle }: { circle: Circle }) {
  return (
    <span className={css['tags']}>
      <StepTag inStep={circle.inStep} />
      {circle.status === 'closed' && <StatusTag circle={circle} />}
    </span>
  )
}
