import { Button, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useConnection } from '../../api/connection.ts'
import { heldWaitingQuery } from '../../api/held.ts'
import { sessionQuery, signOut, useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import css from '../../ui/bar.module.css'
import { Brand } from '../../ui/brand.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { PersonIcon, SignOutIcon, UnreachableIcon } from '../../ui/icons.tsx'
import { Preferences } from '../../ui/preferences.tsx'
import { useLive } from './live.ts'
import { PasswordAgain } from './password-again.tsx'

/** The console around its pages. */
export function Layout() {
  const { t } = useText()
  const may = useMay()
  useLive()
  return (
    <>
      <header className={css['bar']}>
        <div className={css['barInside']}>
          <Brand to="/admin" />
          <div className={css['tools']}>
            <Preferences />
            <Account />
          </div>
          <nav className={`${css['nav']} ${css['below']}`} aria-label={t('nav.label')}>
            <Link to="/admin" activeOptions={{ exact: true, includeSearch: false }} className={css['navLink']}>
              {t('nav.home')}
            </Link>
            {PAGES.filter(({ needs }) => may(needs)).map(({ to, words, Count }) => (
              <Link key={to} to={to} activeOptions={{ includeSearch: false }} className={css['navLink']}>
                {t(words)}
                {Count !== undefined && <Count />}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <ConnectionBanner />
      <Outlet />
      <PasswordAgain />
    </>
  )
}

/** How many wait, in words for who does not see the number. */
function HeldCount() {
  const { t } = useText()
  const { data: waiting = 0 } = useQuery(heldWaitingQuery)
  if (waiting === 0) return null
  return (
    <span className={css['count']}>
      <span aria-hidden>{waiting > 99 ? '99+' : waiting}</span>
      <VisuallyHidden>{t('held.badge', { count: waiting })}</VisuallyHidden>
    </span>
  )
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
  { to: '/admin/audit', words: 'nav.audit', needs: 'audit:read', Count: undefined },
  { to: '/admin/imports', words: 'nav.imports', needs: '*', Count: undefined },
  { to: '/admin/canari', words: 'nav.canary', needs: '*', Count: undefined },
  { to: '/admin/avis', words: 'nav.systems', needs: 'audit:read', Count: undefined },
  { to: '/admin/sante', words: 'nav.health', needs: 'state:read', Count: undefined },
] as const

function Account() {
  const { t } = useText()
  const { data: caller } = useQuery(sessionQuery)
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: signOut,
    // Computers are shared: nothing read here outlives the session.
    onSuccess: async () => {
      await navigate({ to: '/admin/connexion' })
      queries.clear()
      say(t('sign-out.done'))
    },
    onError: (error) => warn(words(error).message),
  })
  return (
    <>
      {caller !== undefined && (
        <span className={css['who']}>
          <PersonIcon size={18} aria-hidden />
          {caller.name}
        </span>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        c="inherit"
        h={34}
        loading={leaving.isPending}
        onClick={() => leaving.mutate()}
        leftSection={<SignOutIcon size={18} aria-hidden />}
        classNames={{ root: css['signOut'] ?? '', label: css['signOutLabel'] ?? '', section: css['signOutIcon'] ?? '' }}
      >
        {t('sign-out')}
      </Button>
    </>
  )
}

/** Says that what is shown may be old, and which of the two reasons it is. */
function ConnectionBanner() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const connection = useConnection()
  const lost = useRef(false)
  useEffect(() => {
    if (connection !== 'ok') warn(t(`connection.${connection}`), { shown: false })
    else if (lost.current) say(t('connection.back'))
    lost.current = connection !== 'ok'
  }, [connection, say, warn, t])
  if (connection === 'ok') return null
  return (
    <div className={css['connection']}>
      <UnreachableIcon size={20} aria-hidden />
      {t(`connection.${connection}`)}
    </div>
  )
}
