import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import css from './decisions.module.css'

/** The log and the simulator, one beside the other. */
export function DecisionViews() {
  const { t } = useText()
  return (
    <nav aria-label={t('decisions.views')} className={css['views']}>
      <Link to="/admin/decisions" activeOptions={{ exact: true, includeSearch: false }} className={css['view']}>
        {t('decisions.view.log')}
      </Link>
      <Link to="/admin/decisions/simulateur" activeOptions={{ includeSearch: false }} className={css['view']}>
        {t('decisions.view.simulator')}
      </Link>
    </nav>
  )
}
