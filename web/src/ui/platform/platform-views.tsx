import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import css from '../decisions.module.css'

/** How the parts are, and what they are at. */
export function PlatformViews() {
  const { t } = useText()
  return (
    <nav aria-label={t('health.views')} className={css['views']}>
      <Link to="/admin/sante" className={css['view']}>
        {t('health.view.parts')}
      </Link>
      <Link to="/admin/travaux" className={css['view']}>
        {t('health.view.jobs')}
      </Link>
    </nav>
  )
}
