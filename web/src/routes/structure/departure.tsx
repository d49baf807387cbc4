import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { DepartureDone } from 'bridge/contract'
import { ownCirclesQuery } from '../../api/own.ts'
import { circlesLeftQuery, depart, heldDeparturesQuery } from '../../api/staff.ts'
import { DepartedDialog, DepartureDialog } from '../../ui/structure/departure-dialog.tsx'
import { HeldDepartureDialog } from '../../ui/structure/held-departures.tsx'
import { type ForPerson, useDone, useSearching } from './staff-dialogs.tsx'
import { useMore } from '../use-more.ts'

/** Somebody leaves for good; then which circles have nobody of the structure any more, or that an administrator decides. */
export function Departure({ structure, person, onClose }: ForPerson) {
  const done = useDone(structure)
  const searching = useSearching()
  const departing = useMutation({
    mutationFn: (departure: { reason: string; contactId?: string }) => depart(structure, { personId: person.personId, ...departure }),
    onSuccess: () => done(),
  })
  const became = departing.data
  if (became !== undefined && 'done' in became) return <Left structure={structure} departure={became.done} onClose={onClose} />
  if (became !== undefined) return <Held structure={structure} person={person} id={became.held} onClose={onClose} />
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
  const list = useInfiniteQuery(circlesLeftQuery(structure, departure.id))
  const { data, error, refetch } = list
  const more = useMore(list)
  return (
    <DepartedDialog
      name={departure.person.name}
      count={departure.circleCount}
      left={data?.pages.flatMap(({ items }) => items)}
      circles={circles}
      error={error}
      onMore={more?.ask}
      onRetry={() => void refetch()}
      onClose={onClose}
    />
  )
}

function Held({ structure, person, id, onClose }: ForPerson & { id: string }) {
  const { data } = useInfiniteQuery(heldDeparturesQuery(structure))
  const mine = data?.pages.flatMap(({ items }) => items).find((one) => one.id === id && one.person.id === person.personId)
  return <HeldDepartureDialog name={person.name} accesses={mine?.accesses ?? null} onClose={onClose} />
}
