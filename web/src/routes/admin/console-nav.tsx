import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import { heldWaitingQuery } from '../../api/held.ts'
import { purgesToApproveQuery } from '../../api/retention.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import css from '../../ui/bar.module.css'
import { MenuIcon } from '../../ui/icons.tsx'
import { useIsNarrow } from '../../ui/use-is-narrow.ts'

/** The pages of the console; where the screen is small they wait behind a button that says which one is open. */
export function ConsoleNav() {
  const { t } = useText()
  const may = useMay()
  const narrow = useIsNarrow()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [opened, setOpened] = useState(false)
  const list = useId()
  // Whoever has gone to a page wants to see it.
  useEffect(() => setOpened(false), [path])
  const pages = PAGES.filter(({ needs }) => may(needs))
  const here = pages.find(({ to }) => path === to || path.startsWith(`${to}/`))
  return (
    <nav className={`${css['nav']} ${css['below']}`} aria-label={t('nav.label')}>
      {narrow && (
        <UnstyledButton className={css['navOpen']} aria-expanded={opened} aria-controls={list} onClick={() => setOpened(!opened)}>
          <MenuIcon size={20} aria-hidden />
          {t('nav.pages', { page: t(here?.words ?? 'nav.home') })}
          {!opened && pages.map(({ to, Count }) => Count !== undefined && <Count key={to} />)}
        </UnstyledButton>
      )}
      <div id={list} className={css['navPages']} data-narrow={narrow} hidden={narrow && !opened}>
        <Link to="/admin" activeOptions={{ exact: true, includeSearch: false }} className={css['navLink']}>
          {t('nav.home')}
        </Link>
        {pages.map(({ to, words, Count }) => (
          <Link key={to} to={to} activeOptions={{ includeSearch: false }} className={css['navLink']}>
            {t(words)}
            {Count !== undefined && <Count />}
          </Link>
        ))}
      </div>
    </nav>
  )
}

/** How many wait, in words for who does not see the number. */
function Count({ count, words }: { count: number; words: 'held.badge' | 'retention.badge' }) {
  const { t } = useText()
  if (count === 0) return null
  return (
    <span className={css['count']}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{t(words, { count })}</VisuallyHidden>
    </span>
  )
}

function HeldCount() {
  const { data: waiting = 0 } = useQuery(heldWaitingQuery)
  return <Count count={waiting} words="held.badge" />
}

/** Only administrators approve. */
function PurgeCount() {
  const may = useMay()
  const { data: waiting = 0 } = useQuery({ ...purgesToApproveQuery, enabled: may('*') })
  return <Count count={waiting} words="retention.badge" />
}

/** What there is beside the first page, for whoever has the right that it needs. */
const PAGES = [
  { to: '/admin/personnes', words: 'nav.people', needs: 'people:read', Count: undefined },
  { to: '/admin/cercles', words: 'nav.circles', needs: 'circles:read', Count: undefined },
  { to: '/admin/structures', words: 'nav.structures', needs: 'structures:read', Count: undefined },
  { to: '/admin/mouvements', words: 'nav.movements', needs: 'state:read', Count: undefined },
  { to: '/admin/decisions', words: 'nav.decisions', needs: 'decisions:read', Count: undefined },
  { to: '/admin/ecarts', words: 'nav.drift', needs: 'state:read', Count: undefined },
  { to: '/admin/freins', words: 'nav.held', needs: '*', Count: HeldCount },
  { to: '/admin/conservation', words: 'nav.retention', needs: 'circles:read', Count: PurgeCount },
  { to: '/admin/audit', words: 'nav.audit', needs: 'audit:read', Count: undefined },
  { to: '/admin/imports', words: 'nav.imports', needs: '*', Count: undefined },
  { to: '/admin/canari', words: 'nav.canary', needs: '*', Count: undefined },
  { to: '/admin/avis', words: 'nav.systems', needs: 'audit:read', Count: undefined },
  { to: '/admin/sante', words: 'nav.health', needs: 'state:read', Count: undefined },
] as const
