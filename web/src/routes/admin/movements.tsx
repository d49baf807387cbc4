import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { heldWaitingQuery } from '../../api/held.ts'
import { movementsFileAddress, movementsQuery } from '../../api/movements.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import link from '../../ui/link.module.css'
import { MovementFilters } from '../../ui/movements/movement-filters.tsx'
import { MovementList } from '../../ui/movements/movement-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'
import type { MovementSearch } from './movement-search.ts'
import { PickCircle, PickPerson, PickStructure } from './pickers.tsx'
import { type Change, defined, startOf } from './search-words.ts'
import { paceOf, useReplay, useReplayOutcome } from './use-replay.ts'

const route = getRouteApi('/console/admin/mouvements')

/** Who was said to be where, by whom and why; whether rooms show it, and what puts it right when they do not. */
export function Movements() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const replay = useReplay()
  const replayed = replay.replayed?.ids ?? NOTHING
  const { data, error, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({
    ...movementsQuery(askedBy(search)),
    refetchInterval: ({ state }) => paceOf(replayed, state.data?.items),
  })
  useReplayOutcome(replay, isPlaceholderData ? undefined : data?.items, dataUpdatedAt)
  const count = data?.items.length
  const told = useRef<MovementSearch>(undefined)
  useEffect(() => {
    // Once for each question: what comes by itself meanwhile must not be said over the end of a replay.
    if (count === undefined || isPlaceholderData || told.current === search) return
    told.current = search
    say(t('movements.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, search, say, t])

  /** Another filter begins again at the first page. */
  const change = (changed: Change<MovementSearch>) =>
    void navigate({ replace: true, search: ({ suite: _first, ...kept }) => defined({ ...kept, ...changed }) })
  const { turning } = useTurning(
    search.suite,
    data?.next,
    (cursor, state) =>
      void navigate({ search: ({ suite: _here, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }), state }),
  )
  const waiting = data?.items.filter(({ id, applied }) => applied.state === 'waiting' && !replayed.has(id)) ?? []
  return (
    <Page
      title={t('movements.title')}
      lead={t('movements.lead')}
      actions={<DownloadLink href={movementsFileAddress(askedBy(search))}>{t('lists.export')}</DownloadLink>}
    >
      <Filters search={search} onChange={change} />
      {may('*') && <HeldNotice />}
      {data === undefined ? (
        <AwaitedBlock lines={8} height={52} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block
          flush
          busy={isPlaceholderData}
          title={t('movements.list')}
          aside={
            may('*') &&
            waiting.length > 0 && (
              <Button size="sm" loading={replay.asking} onClick={() => replay.replay(waiting)}>
                {t('movements.replay.all', { count: waiting.length })}
              </Button>
            )
          }
        >
          {data.items.length === 0 ? (
            <Nothing
              filtered={Object.keys(search).length > 0}
              onClear={() => void navigate({ search: {} })}
              onRefresh={() => void refetch()}
            />
          ) : (
            <MovementList
              movements={data.items}
              replayed={replayed}
              onReplay={may('*') ? (one) => replay.replay([one]) : undefined}
              linked={may('circles:read')}
            />
          )}
          <Pager label={t('movements.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}
const NOTHING: ReadonlySet<string> = new Set()

const askedBy = ({ personne, cercle, structure, source, du, au, attente, suite }: MovementSearch) => ({
  personId: personne,
  circleId: cercle,
  structureId: structure,
  source,
  from: startOf(du),
  to: startOf(au, 1),
  pending: attente === undefined ? undefined : true,
  cursor: suite,
})

function Filters({ search, onChange }: { search: MovementSearch; onChange: (change: Change<MovementSearch>) => void }) {
  const { t } = useText()
  const may = useMay()
  const { personne, cercle, structure, source, du, au, attente } = search
  return (
    <MovementFilters
      source={source}
      from={du}
      to={au}
      pending={attente !== undefined}
      onSource={(name) => onChange({ source: name })}
      onFrom={(day) => onChange({ du: day })}
      onTo={(day) => onChange({ au: day })}
      onPending={(only) => onChange({ attente: only ? 'oui' : undefined })}
      chosen={[personne, cercle, structure].some((one) => one !== undefined)}
    >
      {may('people:read') && <PickPerson label={t('decisions.person')} id={personne} onPick={(id) => onChange({ personne: id })} />}
      {may('circles:read') && <PickCircle label={t('decisions.circle')} id={cercle} onPick={(id) => onChange({ cercle: id })} />}
      <PickStructure label={t('movements.structure')} id={structure} onPick={(id) => onChange({ structure: id })} />
    </MovementFilters>
  )
}

/** What the brake stopped is not in the registry yet: it is no movement, and is looked for here all the same. */
function HeldNotice() {
  const { t } = useText()
  const { data: waiting = 0 } = useQuery(heldWaitingQuery)
  if (waiting === 0) return null
  return (
    <Notice tone="drift">
      <p>
        {t('movements.held', { count: waiting })}{' '}
        <Link className={link['link']} to="/admin/freins">
          {t('movements.held.open')}
        </Link>
      </p>
    </Notice>
  )
}

function Nothing({ filtered, onClear, onRefresh }: { filtered: boolean; onClear: () => void; onRefresh: () => void }) {
  const { t } = useText()
  return (
    <Empty title={t('movements.nothing.title')} why={t(filtered ? 'movements.nothing.filtered' : 'movements.nothing.empty')}>
      <Button variant="default" onClick={filtered ? onClear : onRefresh}>
        {t(filtered ? 'circles.nothing.clear' : 'decisions.empty.refresh')}
      </Button>
    </Empty>
  )
}
