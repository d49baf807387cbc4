import type { Service } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './systems.module.css'

/** Accounts by which other systems post, and read nothing. */
export function ServiceList({ services }: { services: readonly Service[] }) {
  const { t } = useText()
  return (
    <ul className={css['list']}>
      {services.map(({ id, name, userId, contact, status, circles, structures }) => (
        <li key={id} className={css['row']}>
          <div>
            <p className={css['name']}>{name}</p>
            <p className={css['code']}>{userId}</p>
            <p className={css['fine']}>
              {t('services.places', { circles: circles.length, structures: structures.length })}
              {contact !== undefined && ` · ${t('services.contact', { contact })}`}
            </p>
          </div>
          <Tag tone={status === 'active' ? 'ok' : 'past'}>{t(`services.state.${status}`)}</Tag>
        </li>
      ))}
    </ul>
  )
}
