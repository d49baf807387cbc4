import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Export, ExportFormat } from 'bridge/contract'
import { useRef, useState } from 'react'
import { askExport, exportsQuery, fetchExport, throwAwayExport } from '../api/exports.ts'
import { newKey } from '../api/new-key.ts'
import { ownCircleQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { useLanguage, useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { DossierBack, DossierLead, DossierTabs } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { ExportForm, type ExportWish } from '../ui/exports/export-form.tsx'
import { ExportList } from '../ui/exports/export-list.tsx'
import { Failure, useErrorWords } from '../ui/failure.tsx'
import { Block, Page } from '../ui/page.tsx'
import { saveFile } from '../ui/save-file.ts'
import { Empty, Waiting } from '../ui/states.tsx'

const route = getRouteApi('/pages/dossiers/$id/export')

/** Copies of a journal: asked for, followed, fetched once. */
export function ExportPage() {
  const { t } = useText()
  const { id } = route.useParams()
  const circle = useQuery(ownCircleQuery(id))
  const exports = useQuery(exportsQuery(id))
  const acts = useExportActs(id)
  if (circle.error instanceof Refused && circle.error.status === 404) return <DossierLost />
  return (
    <Page
      title={circle.data?.patient.displayName ?? t('dossier.tab')}
      tab={t('export.title')}
      above={<DossierBack />}
      lead={circle.data && <DossierLead circle={circle.data} />}
      actions={<DossierTabs id={id} />}
    >
      <Block title={t('export.title')} lead={t('export.lead')}>
        <ExportForm key={acts.asked} busy={acts.asking.isPending} error={acts.asking.error} onAsk={(wish) => acts.asking.mutate(wish)} />
      </Block>
      <Block flush title={t('export.list')} busy={exports.isPending}>
        {exports.data === undefined ? (
          exports.error === null ? (
            <Waiting lines={2} height={48} />
          ) : (
            <Failure error={exports.error} onRetry={() => void exports.refetch()} />
          )
        ) : exports.data.length === 0 ? (
          <Empty title={t('export.none.title')} why={t('export.none.why')} />
        ) : (
          <ExportList
            exports={exports.data}
            fetching={acts.fetching}
            onFetch={(one, format) => void acts.take(one, format)}
            onThrowAway={(one) => acts.throwingAway.mutate(one.id)}
          />
        )}
      </Block>
    </Page>
  )
}

function useExportActs(circleId: string) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const { language } = useLanguage()
  const words = useErrorWords()
  const queries = useQueryClient()
  const [fetching, setFetching] = useState<string | null>(null)
  const [asked, setAsked] = useState(0)
  // The same until it is answered: asked again after a lost answer, it makes nothing more.
  const key = useRef(newKey())
  const look = () => queries.invalidateQueries({ queryKey: ['own', 'exports', circleId] })

  const asking = useMutation({
    mutationFn: (wish: ExportWish) => askExport({ ...wish, key: key.current, circleId, language }),
    onSuccess: async () => {
      key.current = newKey()
      setAsked((count) => count + 1)
      say(t('export.asked'))
      await look()
    },
  })
  const throwingAway = useMutation({
    mutationFn: throwAwayExport,
    onSuccess: async () => {
      say(t('export.cancelled'))
      await look()
    },
    onError: (error) => warn(words(error).message),
  })
  const take = async (one: Export, format: ExportFormat) => {
    setFetching(`${one.id} ${format}`)
    try {
      saveFile(await fetchExport(one.id, format), `journal-${one.askedAt.slice(0, 10)}.${format}`)
      say(t('export.saved'))
    } catch (error) {
      warn(words(error).message)
    } finally {
      setFetching(null)
      await look()
    }
  }
  return { asking, asked, throwingAway, take, fetching }
}
