import { Button, FileButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type JournalDocuments, journalDocumentsQuery, ownCircleQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { DocumentFilters } from '../ui/documents/document-filters.tsx'
import { DocumentList } from '../ui/documents/document-list.tsx'
import { DossierBack, DossierLead, DossierTabs } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { Failure } from '../ui/failure.tsx'
import { AttachIcon } from '../ui/icons.tsx'
import { UploadList } from '../ui/journal/upload-list.tsx'
import { useUploads } from '../ui/journal/use-uploads.ts'
import { Block, Page } from '../ui/page.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { useMore } from './use-more.ts'

const route = getRouteApi('/pages/dossiers/$id/documents')

/** Every file of a journal. */
export function CircleDocuments() {
  const { t } = useText()
  const { id } = route.useParams()
  const { q = '', type } = route.useSearch()
  const navigate = route.useNavigate()
  const circle = useQuery(ownCircleQuery(id))
  const roomId = circle.data?.roomId ?? null
  const uploads = useUploads(roomId ?? '')
  const [search] = useDebouncedValue(q.trim(), 250)
  const files = useDocuments({ circleId: id, search, type }, roomId)
  const more = useMore(files)
  const documents = files.data?.pages.flatMap(({ items }) => items)

  const isGone = (error: unknown) => error instanceof Refused && (error.status === 404 || error.status === 403)
  if (isGone(circle.error)) return <DossierLost />
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
          {documents === undefined ? (
            <Waiting lines={6} height={40} />
          ) : documents.length > 0 ? (
            <DocumentList documents={documents} />
          ) : search !== '' || type !== undefined ? (
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
      <MoreButton more={more} label={t('documents.more')} />
    </Page>
  )
}

/** What the index has of the journal, followed: a file that comes or goes is told by what happens in the room. */
function useDocuments(asked: JournalDocuments, roomId: string | null) {
  const queries = useQueryClient()
  const lastAt = useRoomNews().get(roomId ?? '')?.lastAt ?? 0
  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: ['own', 'documents', 'of', asked.circleId] })
    ask()
    // The bridge hears of a file when this device does: asked at once, it may not know it yet.
    const again = setTimeout(ask, 3_000)
    return () => clearTimeout(again)
  }, [lastAt, asked.circleId, queries])
  return useInfiniteQuery(journalDocumentsQuery(asked))
}
