import { type UseInfiniteQueryResult, type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Structure } from 'bridge/contract'
import type { ReactNode } from 'react'
import type { Page } from '../../api/request.ts'
import { circlesOfQuery, structureStateQuery, substitutionsOfQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { CircleList } from '../../ui/circle-list.tsx'
import { Failure } from '../../ui/failure.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Block } from '../../ui/page.tsx'
import css from '../../ui/places/places.module.css'
import { SubstitutionList } from '../../ui/places/substitution-list.tsx'
import { TeamRooms } from '../../ui/places/team-rooms.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { StepTag } from '../../ui/tag.tsx'
import { useMore } from '../use-more.ts'

/** The rooms of its team: what is wanted there, and what is. */
export function RoomsOf({ structure }: { structure: Structure }) {
  const { t } = useText()
  const { data, error, refetch } = useQuery(structureStateQuery(structure.id))
  return (
    <Block
      flush
      title={t('places.rooms.title')}
      lead={t('places.rooms.lead')}
      aside={data && <StepTag inStep={data.rooms.every(({ inStep }) => inStep)} />}
    >
      {data !== undefined ? (
        <TeamRooms rooms={data.rooms} />
      ) : error === null ? (
        <Waiting lines={4} height={34} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Block>
  )
}

export function CirclesOf({ structure }: { structure: Structure }) {
  const { t } = useText()
  const list = useInfiniteQuery(circlesOfQuery(structure.id))
  return (
    <Block flush title={t('places.circles')} lead={t('places.circles.lead')}>
      <Grown list={list} empty={<Empty title={t('places.circles.none')} why={t('places.circles.none.why')} />}>
        {(circles) => <CircleList circles={circles} />}
      </Grown>
    </Block>
  )
}

export function SubstitutionsIn({ structure }: { structure: Structure }) {
  const { t } = useText()
  const list = useInfiniteQuery(substitutionsOfQuery(structure.id))
  return (
    <Block flush title={t('places.substitutions')} lead={t('places.substitutions.lead')}>
      <Grown list={list} empty={<Empty title={t('places.substitutions.none')} why={t('places.substitutions.none.why')} />}>
        {(items) => <SubstitutionList items={items} />}
      </Grown>
    </Block>
  )
}

interface Growing<Item> {
  list: UseInfiniteQueryResult<InfiniteData<Page<Item>>>
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}
/** A list that grows by a page at a time, in its four states. */
export function Grown<Item>({ list, empty, children }: Growing<Item>) {
  const { t } = useText()
  const { data, error, refetch } = list
  const more = useMore(list)
  const items = data?.pages.flatMap((one) => one.items)
  if (items === undefined)
    return error === null ? <Waiting lines={4} height={34} /> : <Failure error={error} onRetry={() => void refetch()} />
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      <MoreButton more={more} label={t('places.more')} className={css['inside']} />
    </>
  )
}
