import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { ownCirclesQuery } from '../api/own.ts'
import { useText } from '../text/text.tsx'
import { Failure } from '../ui/failure.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/states.tsx'

/** Where a notification leads, which knows a room and nothing else: to its journal, or to what is new. */
export function OpenRoom() {
  const { t } = useText()
  const { salon } = useSearch({ from: '/pages/ouvrir' })
  const { data: circles, error, refetch } = useQuery(ownCirclesQuery)
  if (circles === undefined)
    return (
      <Page title={t('push.opening')}>
        {error === null ? <Waiting lines={3} height={40} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  const circle = salon === undefined ? undefined : circles.find(({ roomId }) => roomId === salon)
  return circle === undefined ? (
    <Navigate to="/accueil" replace />
  ) : (
    <Navigate to="/dossiers/$id/journal" params={{ id: circle.id }} replace />
  )
}
