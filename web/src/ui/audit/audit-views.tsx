import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import css from '../decisions.module.css'

/** The record, and the two questions asked of it. */
export function AuditViews() {
  const { t } = useText()
  return (
    <nav aria-label={t('audit.views')} className={css['views']}>
      <Link to="/admin/audit" activeOptions={{ exact: true, includeSearch: false }} className={css['view']}>
        {t('audit.view.events')}
      </Link>
      <Link to="/admin/audit/lecteurs" activeOptions={{ includeSearch: false }} className={css['view']}>
        {t('audit.view.readers')}
      </Link>
      <Link to="/admin/audit/lisible" activeOptions={{ includeSearch: false }} className={css['view']}>
        {t('audit.view.readable')}
      </Link>
    </nav>
  )
}
