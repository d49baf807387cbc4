import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { askChainCheck, auditEventsQuery, auditExportAddress, chainQuery } from '../../api/audit.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AuditViews } from '../../ui/audit/audit-views.tsx'
import { ChainSummary } from '../../ui/audit/chain-state.tsx'
import { EventFilters } from '../../ui/audit/event-filters.tsx'
import { EventList } from '../../ui/audit/event-list.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import type { AuditSearch } from './audit-search.ts'
import { PickCircle, PickPerson, PickStructure } from './pickers.tsx'
import { useTurning } from '../use-turning.ts'
import { type Change, defined, startOf } from './search-words.ts'

const route = getRouteApi('/console/admin/audit')

export function Audit() {
  const { t } = useText()
  const search = route.useSearch()
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <AuditViews />
      <Chain />
      <Events search={search} />
    </Page>
  )
}

function Chain() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const { data: chain, error, refetch } = useQuery(chainQuery)
  const asking = useMutation({
    mutationFn: askChainCheck,
    onSuccess: async () => {
      say(t('audit.chain.asked'))
      await queries.invalidateQueries({ queryKey: ['audit', 'chain'] })
    },
    onError: (failure) => warn(words(failure).message),
  })
  return (
    <Block title={t('audit.chain.title')}>
      {chain !== undefined ? (
        <ChainSummary chain={chain} asking={asking.isPending} onCheck={() => asking.mutate()} />
      ) : error === null ? (
        <Waiting lines={2} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Block>
  )
}

function Events({ search }: { search: AuditSearch }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { mots, genre, personne, cercle, structure, du, au, suite, ouvert } = search
  const navigate = route.useNavigate()
  const filter = {
    search: mots,
    kind: genre,
    personId: personne,
    circleId: cercle,
    structureId: structure,
    from: startOf(du),
    to: startOf(au, 1),
  }
  const { data, error, isPlaceholderData, refetch } = useQuery(auditEventsQuery({ ...filter, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('audit.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, mots, genre, personne, cercle, structure, du, au, suite, say, t])

  /** Another filter begins again at the first page. */
  const change = (changed: Change<AuditSearch>) =>
    void navigate({ replace: true, search: ({ suite: _first, ouvert: _closed, ...kept }) => defined({ ...kept, ...changed }) })
  const { before, turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({
        search: ({ suite: _here, ouvert: _closed, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }),
        state,
      }),
  )
  const filtered = [mots, genre, personne, cercle, structure, du, au, suite].some((one) => one !== undefined)
  return (
    <>
      <EventFilters words={mots} kind={genre} from={du} to={au} onChange={change}>
        <PickPerson label={t('decisions.person')} id={personne} onPick={(id) => change({ personne: id })} />
        <PickCircle label={t('decisions.circle')} id={cercle} onPick={(id) => change({ cercle: id })} />
        <PickStructure label={t('audit.structure')} id={structure} onPick={(id) => change({ structure: id })} />
      </EventFilters>
      {data === undefined ? (
        <AwaitedBlock lines={8} height={44} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block
          flush
          busy={isPlaceholderData}
          title={t('audit.events')}
          aside={<DownloadLink href={auditExportAddress(filter)}>{t('audit.export')}</DownloadLink>}
        >
          {data.items.length === 0 ? (
            <Empty title={t('audit.nothing.title')} why={t(filtered ? 'audit.nothing.why' : 'audit.nothing.empty')}>
              <Button variant="default" onClick={() => void (filtered ? navigate({ search: {} }) : refetch())}>
                {t(filtered ? 'decisions.nothing.clear' : 'decisions.empty.refresh')}
              </Button>
            </Empty>
          ) : (
            <EventList
              events={data.items}
              opened={ouvert}
              onOpen={(id) =>
                void navigate({
                  replace: true,
                  resetScroll: false,
                  search: (kept) => defined({ ...kept, ouvert: id }),
                  state: { before: before ?? [] },
                })
              }
            />
          )}
          <Pager label={t('audit.paging')} {...turning} />
        </Block>
      )}
    </>
  )
}
