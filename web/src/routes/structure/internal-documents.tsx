import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Folder } from 'bridge/contract'
import { useEffect, useState } from 'react'
import { foldersQuery } from '../../api/folders.ts'
import { useRoomNews } from '../../matrix/room-news.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { FolderList } from '../../ui/structure/folder-list.tsx'
import css from '../../ui/structure/folders.module.css'
import { useIsNarrow } from '../../ui/use-is-narrow.ts'
import { FolderActs, type FolderAct } from './folder-acts.tsx'
import { FolderDocuments } from './folder-documents.tsx'
import { type Inside, InStructure, StructurePage } from './in-structure.tsx'
import { useLookAgain } from './use-deposit.ts'

const route = getRouteApi('/pages/structure/documents')

/** The internal documents of a DAC, in folders. */
export function InternalDocuments() {
  const { t } = useText()
  const { structure } = route.useSearch()
  return (
    <InStructure title={t('internal.title')} wanted={structure}>
      {(inside) => <Folders key={inside.structure.id} {...inside} />}
    </InStructure>
  )
}

function Folders(inside: Inside) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { classeur } = route.useSearch()
  const { id, role } = inside.structure
  const {
    data: folders,
    error,
    refetch,
  } = useQuery({
    ...foldersQuery(id),
    // One that is new has no room for a moment.
    refetchInterval: ({ state }) => (state.data?.some(({ roomId }) => roomId === null) === true ? 2_000 : false),
  })
  const [act, setAct] = useState<FolderAct | null>(null)
  useFollowed(id, folders)
  const chosen = folders?.find((one) => one.id === classeur)
  const onNew = role === 'manager' ? () => setAct({ act: 'new' }) : undefined
  return (
    <StructurePage
      {...inside}
      title={t('internal.title')}
      onChoose={(other) => void navigate({ search: { structure: other } })}
      error={error}
    >
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : folders === undefined ? (
        <Block flush>
          <Waiting lines={6} height={40} />
        </Block>
      ) : folders.length === 0 && onNew === undefined ? (
        <Block flush>
          <Empty title={t('folders.none')} why={t('folders.none.why')} />
        </Block>
      ) : (
        <div className={css['columns']}>
          <Choice name={chosen?.name ?? t('folders.all')}>
            <FolderList folders={folders} chosen={chosen?.id} structure={id} onNew={onNew} />
          </Choice>
          <FolderDocuments {...inside} folders={folders} folder={chosen} onAct={setAct} />
        </div>
      )}
      {act !== null && <FolderActs key={JSON.stringify(act)} structure={id} act={act} onClose={() => setAct(null)} />}
    </StructurePage>
  )
}

/** Beside the documents; on a small screen above them, folded. */
function Choice({ name, children }: { name: string; children: React.ReactNode }) {
  const { t } = useText()
  if (!useIsNarrow()) return children
  return (
    <details className={css['phoneFolders']} key={name}>
      <summary>{t('folders.shown', { name })}</summary>
      {children}
    </details>
  )
}

/** Something that comes or goes in a folder is told by what happens in its room. */
function useFollowed(structure: string, folders: readonly Folder[] | undefined) {
  const rooms = useRoomNews()
  const look = useLookAgain(structure)
  const lastAt = Math.max(0, ...(folders ?? []).map(({ roomId }) => rooms.get(roomId ?? '')?.lastAt ?? 0))
  useEffect(() => {
    if (lastAt > 0) look()
  }, [lastAt, look])
}
