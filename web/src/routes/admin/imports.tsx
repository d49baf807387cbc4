import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { beginImport, importsQuery, sendImportFile } from '../../api/imports.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { ImportForm, type ImportWish } from '../../ui/imports/import-form.tsx'
import { ImportList } from '../../ui/imports/import-list.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'

const route = getRouteApi('/console/admin/imports')

/** Files of rows that were brought in, and the next one. */
export function Imports() {
  const { t } = useText()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(importsQuery(suite))
  const bringing = useBringIn()
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state }),
  )
  return (
    <Page title={t('imports.title')} lead={t('imports.lead')}>
      <Block title={t('imports.new')}>
        <ImportForm busy={bringing.isPending} error={bringing.error} onBringIn={bringing.mutate} />
      </Block>
      {data === undefined ? (
        <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData} title={t('imports.list')}>
          {data.items.length === 0 ? (
            <Empty title={t('imports.empty.title')} why={t('imports.empty.why')} />
          ) : (
            <ImportList imports={data.items} />
          )}
          <Pager label={t('imports.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

/** A file that is refused does not leave an import behind for each try. */
function useBringIn() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const begun = useRef<{ id: string; wish: string } | null>(null)
  return useMutation({
    mutationFn: async ({ kind, source, file }: ImportWish) => {
      const wish = `${kind} ${source}`
      if (begun.current?.wish !== wish) begun.current = { wish, id: (await beginImport(kind, source)).id }
      return sendImportFile(begun.current.id, file)
    },
    onSuccess: async (read) => {
      say(t('imports.read', { count: read.counts.rows }))
      await queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ to: '/admin/imports/$id', params: { id: read.id } })
    },
  })
}
