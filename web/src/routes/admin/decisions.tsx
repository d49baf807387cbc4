import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { circleQuery } from '../../api/circles.ts'
import { decisionsFileAddress, decisionsQuery } from '../../api/decisions.ts'
import { personQuery } from '../../api/people.ts'
import { structureQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { DecisionFilters } from '../../ui/decision-filters.tsx'
import { DecisionList } from '../../ui/decision-list.tsx'
import { DecisionViews } from '../../ui/decision-views.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { memberName } from '../../ui/membership.ts'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import type { DecisionSearch } from './decision-search.ts'
import { PickCircle, PickPerson } from './pickers.tsx'
import { useTurning } from '../use-turning.ts'
import { type Change, defined, startOf } from './search-words.ts'

const route = getRouteApi('/console/admin/decisions')

export function Decisions() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const search = route.useSearch()
  const { etat, motif, acte, personne, cercle, structure, du, au, suite, ouvert } = search
  const navigate = route.useNavigate()
  const asked = {
    allowed: etat === undefined ? undefined : etat === 'accord',
    code: motif,
    question: acte,
    personId: personne,
    circleId: cercle,
    structureId: structure,
    from: startOf(du),
    to: startOf(au, 1),
  }
  const { data, error, isPlaceholderData, refetch } = useQuery(decisionsQuery({ ...asked, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('decisions.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, etat, motif, acte, personne, cercle, structure, du, au, suite, say, t])

  /** Another filter begins again at the first page. */
  const filter = (change: Change<DecisionSearch>) =>
    void navigate({ replace: true, search: ({ suite: _first, ouvert: _closed, ...kept }) => defined({ ...kept, ...change }) })
  const { before, turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({
        search: ({ suite: _here, ouvert: _closed, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }),
        state,
      }),
  )
  return (
    <Page
      title={t('decisions.title')}
      lead={t('decisions.lead')}
      actions={<DownloadLink href={decisionsFileAddress(asked)}>{t('lists.export')}</DownloadLink>}
    >
      <DecisionViews />
      <DecisionFilters state={etat} code={motif} act={acte} from={du} to={au} onChange={filter} chosen={useChosen(search, filter)}>
        <PickPerson label={t('decisions.person')} id={personne} onPick={(id) => filter({ personne: id })} />
        <PickCircle label={t('decisions.circle')} id={cercle} onPick={(id) => filter({ cercle: id })} />
      </DecisionFilters>
      {data === undefined ? (
        <AwaitedBlock lines={8} height={44} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <Nothing
              filtered={[etat, motif, acte, personne, cercle, structure, du, au, suite].some((one) => one !== undefined)}
              onClear={() => void navigate({ search: {} })}
              onRefresh={() => void refetch()}
            />
          ) : (
            <DecisionList
              decisions={data.items}
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
          <Pager label={t('decisions.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}

/** Who and where the list is limited to, by name. */
function useChosen({ personne, cercle, structure }: DecisionSearch, filter: (change: Change<DecisionSearch>) => void) {
  const { t } = useText()
  const person = useQuery(personQuery(personne)).data
  const circle = useQuery({ ...circleQuery(cercle ?? ''), enabled: cercle !== undefined }).data
  const place = useQuery(structureQuery(structure)).data
  return [
    ...(personne === undefined
      ? []
      : [
          {
            key: 'personne',
            words: t('decisions.chosen.person', { name: person === undefined ? personne : memberName(person) }),
            onRemove: () => filter({ personne: undefined }),
          },
        ]),
    ...(cercle === undefined
      ? []
      : [
          {
            key: 'cercle',
            words: t('decisions.chosen.circle', { name: circle?.patient.displayName ?? cercle }),
            onRemove: () => filter({ cercle: undefined }),
          },
        ]),
    ...(structure === undefined
      ? []
      : [
          {
            key: 'structure',
            words: t('decisions.chosen.structure', { name: place?.name ?? structure }),
            onRemove: () => filter({ structure: undefined }),
          },
        ]),
  ]
}

function Nothing({ filtered, onClear, onRefresh }: { filtered: boolean; onClear: () => void; onRefresh: () => void }) {
  const { t } = useText()
  return filtered ? (
    <Empty title={t('decisions.nothing.title')} why={t('decisions.nothing.why')}>
      <Button variant="default" onClick={onClear}>
        {t('decisions.nothing.clear')}
      </Button>
    </Empty>
  ) : (
    <Empty title={t('decisions.empty.title')} why={t('decisions.empty.why')}>
      <Button variant="default" onClick={onRefresh}>
        {t('decisions.empty.refresh')}
      </Button>
    </Empty>
  )
}
