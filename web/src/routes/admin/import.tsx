import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ImportDetail } from 'bridge/contract'
import { useEffect, useRef } from 'react'
import { type ImportStep, importQuery, isUnderWay, mapColumns, readOtherwise, stepImport } from '../../api/imports.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import head from '../../ui/circle-head.module.css'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { ColumnMap } from '../../ui/imports/column-map.tsx'
import { ImportFacts } from '../../ui/imports/import-facts.tsx'
import { ImportProgress } from '../../ui/imports/import-progress.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { ImportReport } from './import-report.tsx'

const route = getRouteApi('/console/admin/imports/$id')

/** One file of rows: what its columns are, what is wrong, what it would change, what became of each row. */
export function ImportPage() {
  const { t, instant } = useText()
  const { id } = route.useParams()
  const { data: given, error, refetch } = useQuery(importQuery(id))
  useEndings(given)
  const back = (
    <Link to="/admin/imports" className={head['back']}>
      <BackIcon size={18} aria-hidden />
      {t('imports.back')}
    </Link>
  )
  if (given === undefined) return <AwaitedPage title={t('imports.one')} above={back} error={error} onRetry={() => void refetch()} />
  return (
    <Page title={t(`imports.of.${given.kind}`)} above={back} lead={<ImportFacts given={given} />}>
      {given.state === 'erased' ? (
        <Notice tone="drift" title={t('imports.erased', { when: instant(given.erasedAt) })} />
      ) : given.state === 'empty' ? (
        <Notice tone="drift" title={t('imports.no-file')} />
      ) : (
        <Steps given={given} />
      )}
    </Page>
  )
}

function Steps({ given }: { given: ImportDetail }) {
  const { t } = useText()
  const { colonnes } = route.useSearch()
  const navigate = route.useNavigate()
  const stepping = useStep(given.id)
  const stop = () => stepping.mutate('stop')
  const mapping = given.state === 'read' || (colonnes === 'oui' && ['checked', 'tried'].includes(given.state))
  if (mapping) return <Columns given={given} onDone={() => void navigate({ search: {} })} />
  if (isUnderWay(given))
    return (
      <Block title={t(`imports.state.${given.state}`)}>
        <ImportProgress given={given} stopping={stepping.isPending} onStop={stop} />
      </Block>
    )
  return <ImportReport given={given} busy={stepping.isPending} onStep={stepping.mutate} />
}

/** The next step is asked for; that it was refused is said. */
function useStep(id: string) {
  const { warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: ImportStep) => stepImport(id, step),
    onSuccess: (read) => queries.setQueryData(importQuery(id).queryKey, read),
    onError: (failure) => warn(words(failure).message),
  })
}

/** The end of what takes long is said, wherever the eyes are. */
function useEndings(given: ImportDetail | undefined): void {
  const { t } = useText()
  const { say } = useAnnouncer()
  const before = useRef<ImportDetail['state'] | undefined>(undefined)
  const state = given?.state
  useEffect(() => {
    if (state === 'tried' && before.current === 'trying') say(t('imports.said.tried'))
    if (state === 'applied' && before.current === 'applying') say(t('imports.said.applied'))
    before.current = state
  }, [state, say, t])
}

function Columns({ given, onDone }: { given: ImportDetail; onDone: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const keep = (read: ImportDetail) => queries.setQueryData(importQuery(given.id).queryKey, read)
  const reading = useMutation({ mutationFn: (how: Parameters<typeof readOtherwise>[1]) => readOtherwise(given.id, how), onSuccess: keep })
  const checking = useMutation({
    mutationFn: (fields: readonly (string | null)[]) => mapColumns(given.id, fields),
    onSuccess: (read) => {
      keep(read)
      say(t('imports.said.checked', { count: read.counts.wrong }))
      onDone()
    },
  })
  const error = checking.error ?? reading.error
  return (
    <Block title={t('imports.columns')} lead={t('imports.columns.lead', { count: given.counts.rows })}>
      {error !== null && <Failure error={error} />}
      <ColumnMap
        // Read otherwise, they are other columns.
        key={`${given.encoding} ${given.separator}`}
        given={given}
        busy={checking.isPending || reading.isPending}
        onRead={reading.mutate}
        onCheck={checking.mutate}
      />
    </Block>
  )
}
