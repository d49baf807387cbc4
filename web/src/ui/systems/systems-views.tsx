import { Link } from '@tanstack/react-router'
import type { Scope } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from '../decisions.module.css'

const VIEWS = [
  { to: '/admin/avis', words: 'systems.view.notices', needs: 'audit:read', exact: true },
  { to: '/admin/avis/webhooks', words: 'systems.view.webhooks', needs: 'webhooks:read', exact: false },
  { to: '/admin/avis/cles', words: 'systems.view.keys', needs: 'keys:write', exact: false },
] as const

/** What other systems say here, what they are told, and by what they act: each to whom it is allowed. */
export function SystemsViews({ may }: { may: (scope: Scope) => boolean }) {
  const { t } = useText()
  return (
    <nav aria-label={t('systems.views')} className={css['views']}>
      {VIEWS.filter(({ needs }) => may(needs)).map(({ to, words, exact }) => (
        <Link key={to} to={to} activeOptions={{ exact, includeSearch: false }} className={css['view']}>
          {t(words)}
        </Link>
      ))}
    </nav>
  )
}
