import { Button, FileButton, NativeSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Folder, InternalDocument } from 'bridge/contract'
import { useState } from 'react'
import { internalDocumentsQuery } from '../../api/folders.ts'
import { useRoomNews } from '../../matrix/room-news.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { DepositIcon } from '../../ui/icons.tsx'
import { UploadList } from '../../ui/journal/upload-list.tsx'
import { useDrop } from '../../ui/journal/use-drop.ts'
import { Block } from '../../ui/page.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { FolderMenu } from '../../ui/structure/folder-menu.tsx'
import css from '../../ui/structure/folders.module.css'
import { InternalList } from '../../ui/structure/internal-list.tsx'
import { CATEGORIES } from '../../ui/structure/own-document-search.ts'
import { DocumentActs, type DocumentAct } from './document-acts.tsx'
import type { FolderAct } from './folder-acts.tsx'
import type { Inside } from './in-structure.tsx'
import { useDeposit } from './use-deposit.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useMore } from '../use-more.ts'

const route = getRouteApi('/pages/structure/documents')

interface Given extends Inside {
  folders: readonly Folder[]
  /** Undefined: all of them. */
  folder: Folder | undefined
  onAct: (act: FolderAct) => void
}

/** The documents of a folder, or of all; where one may, with what one does with them. */
export function FolderDocuments({ structure, folders, folder, onAct }: Given) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { q = '', type, classeur } = route.useSearch()
  const [words] = useDebouncedValue(q.trim(), 250)
  const query = useInfiniteQuery(
    internalDocumentsQuery(structure.id, {
      ...(words === '' ? {} : { search: words }),
      ...(classeur === undefined ? {} : { folderId: classeur }),
      ...(type === undefined ? {} : { type }),
    }),
  )
  const more = useMore(query)
  const found = query.data?.pages.flatMap(({ items }) => items)
  const { uploads, depositIn } = useDeposit(structure.id)
  const [act, setAct] = useState<DocumentAct | null>(null)
  const writes = structure.role !== 'member'
  const rooms = useRoomNews()
  // A folder that is new lets its people in a moment after it is made.
  const isHere = ({ roomId }: Folder) => roomId !== null && rooms.get(roomId)?.joined === true
  const mayDeposit = (one: Folder | undefined) => writes && one !== undefined && !one.archived && isHere(one)
  const room = folder !== undefined && mayDeposit(folder) ? folder.roomId : null
  const onFiles = room === null ? undefined : (files: File[]) => depositIn({ roomId: room }, files)
  const { over, handlers } = useDrop(onFiles)
  const onNewVersion = (one: InternalDocument, file: File) => depositIn({ roomId: one.roomId, replyTo: one.eventId }, [file])
  const change = (to: { q?: string; type?: string }) =>
    void navigate({
      replace: true,
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...to }).filter(([, value]) => value !== undefined && value !== '')),
    })
  return (
    <div className={css['main']} {...handlers}>
      <search className={css['tools']}>
        <SearchField
          label={t(folder === undefined ? 'internal.search' : 'internal.search.folder')}
          value={q}
          onType={(typed) => change({ q: typed })}
          className={css['search'] ?? ''}
        />
        <NativeSelect
          size="md"
          label={t('documents.type')}
          value={type ?? ''}
          onChange={(event) => change({ type: event.currentTarget.value })}
          data={[
            { value: '', label: t('documents.type.all') },
            ...CATEGORIES.map((value) => ({ value, label: t(`documents.type.${value}`) })),
          ]}
          className={css['type'] ?? ''}
        />
        {onFiles !== undefined && (
          <FileButton multiple onChange={onFiles}>
            {(given) => (
              <Button {...given} leftSection={<DepositIcon size={18} aria-hidden />}>
                {t('internal.deposit')}
              </Button>
            )}
          </FileButton>
        )}
      </search>
      <UploadList {...uploads} />
      {query.error !== null ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Block
          flush
          busy={query.isPlaceholderData}
          title={folder?.name ?? t('folders.all')}
          lead={leadOf(t, writes, folder, folder === undefined || isHere(folder))}
          aside={
            folder !== undefined &&
            structure.role === 'manager' && <FolderMenu folder={folder} onAct={(what) => onAct({ act: what, folder })} />
          }
        >
          {found === undefined ? (
            <Waiting lines={6} height={40} />
          ) : found.length > 0 ? (
            <InternalList
              shown={found}
              withFolder={folder === undefined}
              onOpen={(document) => setAct({ act: 'open', document })}
              onVersions={(document) => setAct({ act: 'versions', document })}
              mayVersion={({ folder: { id } }) => mayDeposit(folders.find((one) => one.id === id))}
              onNewVersion={onNewVersion}
              onWithdraw={(document) => setAct({ act: 'withdraw', document })}
            />
          ) : words !== '' || type !== undefined ? (
            <Empty title={t('documents.nothing.title')} why={t('internal.nothing.why')}>
              <Button variant="default" onClick={() => change({ q: '', type: '' })}>
                {t('own-documents.clear')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('documents.empty.title')} why={t(room === null ? 'internal.empty.why' : 'internal.empty.deposit')} />
          )}
        </Block>
      )}
      <MoreButton more={more} label={t('documents.more')} />
      {over && <div className={css['over']}>{t('internal.drop', { name: folder?.name ?? '' })}</div>}
      {act !== null && <DocumentActs structure={structure.id} act={act} onAct={setAct} />}
    </div>
  )
}

function leadOf(t: ReturnType<typeof useText>['t'], writes: boolean, folder: Folder | undefined, here: boolean): string {
  if (folder?.archived === true) return t('internal.lead.archived')
  if (!writes) return t('internal.lead.reader')
  if (!here) return t('internal.lead.making')
  return t(folder === undefined ? 'internal.lead.all' : 'internal.lead.editor')
}
