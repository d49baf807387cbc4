import { Link } from '@tanstack/react-router'
import type { Circle } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import css from './circle-head.module.css'
import { CopyButton } from './copy-button.tsx'
import link from './link.module.css'
import { StatusTag } from './tag.tsx'

/** Whose circle, who answers for it, which room. */
export function CircleFacts({ circle }: { circle: Circle }) {
  const { t } = useText()
  return (
    <dl className={css['facts']}>
      <div>
        <dt>{t('circle.responsible')}</dt>
        <dd>
          <Link className={link['link']} to="/admin/structures/$id" params={{ id: circle.structure.id }}>
            {circle.structure.name}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('circle.status')}</dt>
        <dd>
          <StatusTag circle={circle} />
        </dd>
      </div>
      <div>
        <dt>{t('circle.room')}</dt>
        {circle.roomId === null ? (
          <dd>{t(circle.journal === 'purged' ? 'circle.room.purged' : 'circle.room.none')}</dd>
        ) : (
          <dd className={css['room']}>
            <code>{circle.roomId}</code>
            <CopyButton value={circle.roomId} label={t('circle.room.copy')} />
          </dd>
        )}
      </div>
    </dl>
  )
}
