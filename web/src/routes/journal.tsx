import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { OwnCircleDetail, Profile } from 'bridge/contract'
import { useCallback, useMemo } from 'react'
import { muteJournal, ownCircleQuery, profileQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { useText } from '../text/text.tsx'
import { DossierBack } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { Failure } from '../ui/failure.tsx'
import { AuthorsContext } from '../ui/journal/authors.ts'
import { JournalHead } from '../ui/journal/journal-head.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { ConversationOf } from './conversation-of.tsx'
import { useAuthorsOf } from './use-authors-of.ts'

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
  const navigate = useNavigate()
  const queries = useQueryClient()
  const authors = useAuthorsOf('journal', roomId, profile, circle.authors)
  // Somebody whom several systems hold in the circle is one person.
  const people = useMemo(() => [...new Map(circle.members.map((member) => [member.userId, member])).values()], [circle.members])
  const onGoTo = useCallback(
    (event: string | null) =>
      void navigate({
        to: '/dossiers/$id/journal',
        params: { id: circle.id },
        search: event === null ? {} : { evt: event },
        replace: true,
      }),
    [navigate, circle.id],
  )
  return (
    <AuthorsContext value={authors}>
      <ConversationOf
        roomId={roomId}
        evt={evt}
        closed={circle.status === 'closed'}
        muted={circle.muted}
        people={people}
        head={(acts) => <JournalHead circle={circle} {...acts} />}
        lost={<DossierLost />}
        onMute={async (muted) => {
          await muteJournal(circle.id, muted)
          await queries.invalidateQueries({ queryKey: ['own', 'circles'] })
        }}
        onGoTo={onGoTo}
      />
    </AuthorsContext>
  )
}
