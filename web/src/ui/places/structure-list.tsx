import { Link } from '@tanstack/react-router'
import type { Structure } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import lines from '../circle-list.module.css'
import { Tag } from '../tag.tsx'
import css from './places.module.css'

export function StructureList({ structures }: { structures: readonly Structure[] }) {
  const { t } = useText()
  return (
    <ul className={css['rows']}>
      {structures.map(({ id, name, kind, dac, finess }) => (
        <li key={id} className={`${css['row']} ${lines['row']}`}>
          <div>
            <Link to="/admin/structures/$id" params={{ id }} className={lines['link']}>
              {name}
            </Link>
            <span className={css['fine']}>
              {kind}
              {finess !== undefined && ` · ${t('places.finess')} ${finess}`}
            </span>
          </div>
          {dac && (
            <div className={css['side']}>
              <Tag tone="ok">{t('places.dac')}</Tag>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
