import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { DepartureDone } from 'bridge/contract'
import { ownCirclesQuery } from '../../api/own.ts'
import { circlesLeftQuery, depart } from '../../api/staff.ts'
import { DepartedDialog, DepartureDialog } from '../../ui/structure/departure-dialog.tsx'
import { type ForPerson, useDone, useSearching } from './staff-dialogs.tsx'

/** Somebody leaves for good; then which circles have nobody of the structure any more. */
export function Departure({ structure, person, onClose }: ForPerson) {
  const done = useDone(structure)
  const searching = useSearching()
  const departing = useMutation({
    mutationFn: (departure: { reason: string; contactId?: string }) => depart(structure, { personId: person.personId, ...departure }),
    onSuccess: () => done(),
  })
  if (departing.data !== undefined) return <Left structure={structure} departure={departing.data} onClose={onClose} />
  return (
    <DepartureDialog
      {...searching}
      person={person}
      busy={departing.isPending}
      error={departing.error}
      onDepart={departing.mutate}
      onClose={onClose}
    />
  )
}

function Left({ structure, departure, onClose }: { structure: string; departure: DepartureDone; onClose: () => void }) {
  const { data: circles = [] } = useQuery(ownCirclesQuery)
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(circlesLeftQuery(structure, departure.id))
  return (
    <DepartedDialog
      name={departure.person.name}
      count={departure.circleCount}
      left={data?.pages.flatMap(({ items }) => items)}
      circles={circles}
      error={error}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
      onRetry={() => void refetch()}
      onClose={onClose}
    />
  )
}
