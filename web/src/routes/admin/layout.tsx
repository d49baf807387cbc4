import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useConnection } from '../../api/connection.ts'
import { sessionQuery, signOut } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import css from '../../ui/bar.module.css'
import { Brand } from '../../ui/brand.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { PersonIcon, SignOutIcon, UnreachableIcon } from '../../ui/icons.tsx'
import { Preferences } from '../../ui/preferences.tsx'
import { ConsoleNav } from './console-nav.tsx'
import { useLive } from './live.ts'
import { PasswordAgain } from './password-again.tsx'

/** The console around its pages. */
export function Layout() {
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
          <ConsoleNav />
        </div>
      </header>
      <ConnectionBanner />
      <Outlet />
      <PasswordAgain />
    </>
  )
}

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
