import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { OwnCircleDetail, Profile } from 'bridge/contract'
import { useMemo } from 'react'
import { ownCircleQuery, profileQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { theClient } from '../matrix/client.ts'
import { useText } from '../text/text.tsx'
import { DossierBack } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { Failure } from '../ui/failure.tsx'
import { type Authors, AuthorsContext } from '../ui/journal/authors.ts'
import { Block, Page } from '../ui/page.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { JournalOf } from './journal-of.tsx'

const route = getRouteApi('/pages/dossiers/$id/journal')

/** The journal of a patient. */
export function JournalPage() {
  const { t } = useText()
  const { id } = route.useParams()
  const { evt } = route.useSearch()
  const circle = useQuery({ ...ownCircleQuery(id), refetchInterval: ({ state }) => (state.data?.roomId === null ? 2_000 : false) })
  const profile = useQuery(profileQuery)
  if (circle.error instanceof Refused && circle.error.status === 404) return <DossierLost />
  if (circle.data !== undefined && profile.data !== undefined && circle.data.roomId !== null)
    return <Named key={id} circle={circle.data} roomId={circle.data.roomId} profile={profile.data} evt={evt ?? null} />
  const error = circle.error ?? profile.error
  return (
    <Page title={circle.data?.patient.displayName ?? t('dossier.journal')} tab={t('dossier.journal')} above={<DossierBack />}>
      {error !== null ? (
        <Failure error={error} onRetry={() => void Promise.all([circle.refetch(), profile.refetch()])} />
      ) : (
        <Block flush>
          {circle.data === undefined ? <Waiting lines={8} /> : <Empty title={t('dossier.journal')} why={t('journal.making')} />}
        </Block>
      )}
    </Page>
  )
}

function Named({ circle, roomId, profile, evt }: { circle: OwnCircleDetail; roomId: string; profile: Profile; evt: string | null }) {
  const { t } = useText()
  const authors = useMemo((): Authors => {
    const known = new Map(circle.authors.map((one) => [one.userId, one]))
    const of = (userId: string) => {
      const name = theClient().getRoom(roomId)?.getMember(userId)?.rawDisplayName
      return known.get(userId) ?? { name: name === undefined || name === userId ? t('journal.unknown-author') : name, profession: '' }
    }
    return { me: profile.userId, house: profile.house, of }
  }, [circle.authors, profile, roomId, t])
  return (
    <AuthorsContext value={authors}>
      <JournalOf circle={circle} roomId={roomId} evt={evt} />
    </AuthorsContext>
  )
}
