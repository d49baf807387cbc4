import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import css from '../decisions.module.css'

/** What is due, and what is sealed. */
export function RetentionViews() {
  const { t } = useText()
  return (
    <nav aria-label={t('retention.views')} className={css['views']}>
      <Link to="/admin/conservation" search={{}} activeOptions={{ exact: true }} className={css['view']}>
        {t('retention.view.due')}
      </Link>
      <Link to="/admin/conservation" search={{ vue: 'scelles' }} className={css['view']}>
        {t('retention.view.sealed')}
      </Link>
    </nav>
  )
}
