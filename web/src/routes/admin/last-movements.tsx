import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { movementsQuery } from '../../api/movements.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import link from '../../ui/link.module.css'
import { MovementList } from '../../ui/movements/movement-list.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import type { MovementSearch } from './movement-search.ts'
import { paceOf, useReplay, useReplayOutcome } from './use-replay.ts'

interface Given {
  of: { circleId?: string; structureId?: string; personId?: string }
  /** The same, as the address of all of them says it. */
  search: MovementSearch
  lead: string
}

/** The last few movements of a place, with the way to all of them. */
export function LastMovements({ of, search, lead }: Given) {
  const { t } = useText()
  const may = useMay()
  const replay = useReplay()
  const replayed = replay.replayed?.ids ?? new Set<string>()
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    ...movementsQuery({ ...of, limit: 5 }),
    refetchInterval: ({ state }) => paceOf(replayed, state.data?.items),
  })
  useReplayOutcome(replay, data?.items, dataUpdatedAt)
  if (data === undefined) return <AwaitedBlock lines={4} height={44} error={error} onRetry={() => void refetch()} />
  return (
    <Block
      flush
      title={t('places.movements')}
      lead={lead}
      aside={
        <Link className={link['link']} to="/admin/mouvements" search={search}>
          {t('places.movements.all')}
        </Link>
      }
    >
      {data.items.length === 0 ? (
        <Empty title={t('movements.nothing.title')} why={t('movements.nothing.empty')} />
      ) : (
        <MovementList
          movements={data.items}
          replayed={replayed}
          onReplay={may('*') ? (one) => replay.replay([one]) : undefined}
          linked={may('circles:read')}
        />
      )}
    </Block>
  )
}
