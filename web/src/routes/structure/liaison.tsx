import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { OwnLiaison, Profile } from 'bridge/contract'
import { useCallback } from 'react'
import { Refused } from '../../api/request.ts'
import { liaisonQuery, muteLiaison } from '../../api/structure.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { AuthorsContext } from '../../ui/journal/authors.ts'
import { Block } from '../../ui/page.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { LiaisonHead } from '../../ui/structure/liaison-head.tsx'
import { StructureRefused } from '../../ui/structure/structure-refused.tsx'
import { ConversationOf } from '../conversation-of.tsx'
import { useAuthorsOf } from '../use-authors-of.ts'
import { type Inside, InStructure, StructurePage } from './in-structure.tsx'

const route = getRouteApi('/pages/liaison')

/** The liaison book of a DAC. */
export function Liaison() {
  const { t } = useText()
  const { structure: wanted } = route.useSearch()
  return (
    <InStructure title={t('structure.liaison')} wanted={wanted}>
      {(inside) => <Book key={inside.structure.id} {...inside} />}
    </InStructure>
  )
}

function Book(inside: Inside) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { structure, profile } = inside
  const { data, error, refetch } = useQuery({
    ...liaisonQuery(structure.id),
    refetchInterval: ({ state }) => (state.data?.roomId === null ? 2_000 : false),
  })
  const onChoose = useCallback((id: string) => void navigate({ search: { structure: id } }), [navigate])
  if (error instanceof Refused && error.status === 404) return <StructureRefused />
  if (data !== undefined && data.roomId !== null)
    return <Conversation {...inside} liaison={data} roomId={data.roomId} profile={profile} onChoose={onChoose} />
  return (
    <StructurePage {...inside} title={t('structure.liaison')} onChoose={onChoose} error={error}>
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush>
          {data === undefined ? <Waiting lines={8} /> : <Empty title={t('structure.liaison')} why={t('liaison.making')} />}
        </Block>
      )}
    </StructurePage>
  )
}

interface Given extends Inside {
  liaison: OwnLiaison
  roomId: string
  profile: Profile
  onChoose: (id: string) => void
}
function Conversation({ liaison, roomId, structure, all, profile, onChoose }: Given) {
  const navigate = route.useNavigate()
  const { evt } = route.useSearch()
  const queries = useQueryClient()
  const authors = useAuthorsOf('liaison', roomId, profile, liaison.authors)
  const onGoTo = useCallback(
    (event: string | null) =>
      void navigate({ search: { structure: structure.id, ...(event === null ? {} : { evt: event }) }, replace: true }),
    [navigate, structure.id],
  )
  return (
    <AuthorsContext value={authors}>
      <ConversationOf
        roomId={roomId}
        evt={evt ?? null}
        closed={false}
        muted={liaison.muted}
        people={liaison.members}
        head={(acts) => (
          <LiaisonHead
            {...acts}
            structure={structure}
            all={all}
            onChoose={onChoose}
            muted={liaison.muted}
            memberCount={liaison.memberCount}
          />
        )}
        lost={<StructureRefused />}
        onMute={async (muted) => {
          await muteLiaison(structure.id, muted)
          await queries.invalidateQueries({ queryKey: ['own', 'liaison'] })
        }}
        onGoTo={onGoTo}
      />
    </AuthorsContext>
  )
}
