import { Button, FileButton } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { ownCircleQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { roomFilesQuery } from '../api/room-files.ts'
import { fileOf, kindOf } from '../matrix/entries.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { DocumentFilters } from '../ui/documents/document-filters.tsx'
import { type Document, DocumentList, isOfType } from '../ui/documents/document-list.tsx'
import { DossierBack, DossierLead, DossierTabs } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { isFoundBy } from '../ui/dossiers/sort-dossiers.ts'
import { Failure } from '../ui/failure.tsx'
import { AttachIcon } from '../ui/icons.tsx'
import { UploadList } from '../ui/journal/upload-list.tsx'
import { useUploads } from '../ui/journal/use-uploads.ts'
import { Block, Page } from '../ui/page.tsx'
import { Empty, Waiting } from '../ui/states.tsx'

const route = getRouteApi('/pages/dossiers/$id/documents')
const ENOUGH = 20

/** Every file of a journal. */
export function CircleDocuments() {
  const { t } = useText()
  const { id } = route.useParams()
  const { q = '', type } = route.useSearch()
  const navigate = route.useNavigate()
  const circle = useQuery(ownCircleQuery(id))
  const roomId = circle.data?.roomId ?? null
  const uploads = useUploads(roomId ?? '')
  const { documents, files } = useDocuments(roomId, circle.data?.authors)
  const shown = documents.filter((one) => isOfType(one, type) && isFoundBy(one.file.name, q))
  const filtered = q !== '' || type !== undefined

  // What is looked for may lie further back than what was fetched.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = files
  useEffect(() => {
    if (filtered && hasNextPage && !isFetchingNextPage && shown.length < ENOUGH) void fetchNextPage()
  }, [filtered, hasNextPage, isFetchingNextPage, fetchNextPage, shown.length])

  const isGone = (error: unknown) => error instanceof Refused && (error.status === 404 || error.status === 403)
  if (isGone(circle.error) || isGone(files.error)) return <DossierLost />
  const error = circle.error ?? files.error
  return (
    <Page
      title={circle.data?.patient.displayName ?? t('dossier.tab')}
      tab={t('documents.title')}
      above={<DossierBack />}
      lead={circle.data && <DossierLead circle={circle.data} />}
      actions={<DossierTabs id={id} />}
    >
      <DocumentFilters search={q} type={type} onChange={(change) => void navigate({ replace: true, search: change })}>
        {circle.data?.status === 'active' && roomId !== null && (
          <FileButton multiple onChange={(chosen) => uploads.add(chosen)}>
            {(given) => (
              <Button {...given} leftSection={<AttachIcon size={18} aria-hidden />}>
                {t('documents.add')}
              </Button>
            )}
          </FileButton>
        )}
      </DocumentFilters>
      <UploadList {...uploads} />
      {error !== null ? (
        <Failure error={error} onRetry={() => void Promise.all([circle.refetch(), files.refetch()])} />
      ) : (
        <Block flush title={t('documents.title')} lead={t('documents.lead')} busy={files.isFetching}>
          {files.data === undefined || (filtered && shown.length === 0 && hasNextPage) ? (
            <Waiting lines={6} height={40} />
          ) : shown.length > 0 ? (
            <DocumentList documents={shown} circleId={id} />
          ) : filtered ? (
            <Empty title={t('documents.nothing.title')} why={t('documents.nothing.why')}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t('documents.clear')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('documents.empty.title')} why={t('documents.empty.why')} />
          )}
        </Block>
      )}
      {hasNextPage && !filtered && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('documents.more')}
        </Button>
      )}
    </Page>
  )
}

/** The files of the room, followed: one that comes or goes is told by what happens in the room. */
function useDocuments(roomId: string | null, authors: readonly { userId: string; name: string }[] | undefined) {
  const { t } = useText()
  const queries = useQueryClient()
  const files = useInfiniteQuery(roomFilesQuery(roomId))
  const lastAt = useRoomNews().get(roomId ?? '')?.lastAt ?? 0
  useEffect(() => void queries.invalidateQueries({ queryKey: ['own', 'room-files', roomId] }), [lastAt, queries, roomId])
  const documents = useMemo((): Document[] => {
    const names = new Map(authors?.map(({ userId, name }) => [userId, name]))
    const events = files.data?.pages.flatMap(({ chunk }) => chunk) ?? []
    return events.flatMap(({ event_id, sender, origin_server_ts, content }) => {
      const file = fileOf(content)
      const by = names.get(sender) ?? t('journal.unknown-author')
      return file === null ? [] : [{ eventId: event_id, by, at: origin_server_ts, kind: kindOf(content), file }]
    })
  }, [files.data, authors, t])
  return { documents, files }
}
