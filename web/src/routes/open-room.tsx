import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { ownCirclesQuery, profileQuery } from '../api/own.ts'
import { useText } from '../text/text.tsx'
import { Failure } from '../ui/failure.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/states.tsx'
import { dacsOf } from '../ui/structure/workplace.ts'

/** Where a notification leads, which knows a room and nothing else: to its journal or liaison book, or to what is new. */
export function OpenRoom() {
  const { t } = useText()
  const { salon } = useSearch({ from: '/pages/ouvrir' })
  const { data: circles, error, refetch } = useQuery(ownCirclesQuery)
  const { data: profile, error: unknown } = useQuery(profileQuery)
  if (circles === undefined || profile === undefined)
    return (
      <Page title={t('push.opening')}>
        {(error ?? unknown) === null ? (
          <Waiting lines={3} height={40} />
        ) : (
          <Failure error={error ?? unknown} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  const circle = salon === undefined ? undefined : circles.find(({ roomId }) => roomId === salon)
  const book = dacsOf(profile).find(({ liaisonRoomId }) => liaisonRoomId !== null && liaisonRoomId === salon)
  if (book !== undefined) return <Navigate to="/liaison" search={{ structure: book.id }} replace />
  return circle === undefined ? (
    <Navigate to="/accueil" replace />
  ) : (
    <Navigate to="/dossiers/$id/journal" params={{ id: circle.id }} replace />
  )
}
