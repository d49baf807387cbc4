import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import css from '../decisions.module.css'

/** What waits, and what was decided. */
export function HeldViews() {
  const { t } = useText()
  return (
    <nav aria-label={t('held.views')} className={css['views']}>
      <Link to="/admin/freins" search={{}} activeOptions={{ exact: true }} className={css['view']}>
        {t('held.view.waiting')}
      </Link>
      <Link to="/admin/freins" search={{ etat: 'approved' }} className={css['view']}>
        {t('held.view.approved')}
      </Link>
      <Link to="/admin/freins" search={{ etat: 'rejected' }} className={css['view']}>
        {t('held.view.rejected')}
      </Link>
    </nav>
  )
}
