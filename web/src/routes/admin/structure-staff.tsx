import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { StaffEmployment, Structure } from 'bridge/contract'
import { useEffect } from 'react'
import { useMay } from '../../api/session.ts'
import { endEmployment, staffQuery, structureStateQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Block } from '../../ui/page.tsx'
import { EndEmploymentDialog } from '../../ui/places/end-employment-dialog.tsx'
import { StaffList } from '../../ui/places/staff-list.tsx'
import { Empty } from '../../ui/states.tsx'
import { Grown } from './structure-places.tsx'

const route = getRouteApi('/console/admin/structures/$id')
const WHEN = ['now', 'later', 'past'] as const
const STAFF = 'staff'
const keyOf = ({ personId, source }: StaffEmployment) => `${personId} ${source}`

/** Who works there now, will, or did; and the end of an employment. */
export function StaffOf({ structure }: { structure: Structure }) {
  const { t } = useText()
  const { equipe, fin } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const when = equipe ?? 'now'
  const list = useInfiniteQuery(staffQuery(structure.id, when))
  const people = list.data?.pages.flatMap(({ items }) => items) ?? []
  const open = (one: StaffEmployment) => void navigate({ search: (kept) => ({ ...kept, fin: keyOf(one) }), resetScroll: false })
  return (
    <Block
      id={STAFF}
      flush
      title={t('places.staff')}
      lead={t('places.staff.lead')}
      busy={list.isPlaceholderData}
      aside={
        <SegmentedControl
          size="md"
          color="petrol"
          aria-label={t('places.staff.when')}
          value={when}
          onChange={(value) =>
            void navigate({
              replace: true,
              resetScroll: false,
              search: ({ equipe: _other, ...kept }) => ({ ...kept, ...(value === 'later' || value === 'past' ? { equipe: value } : {}) }),
            })
          }
          data={WHEN.map((value) => ({ value, label: t(`places.staff.${value}`) }))}
        />
      }
    >
      <Grown list={list} empty={<Empty title={t('places.staff.none')} why={t(`places.staff.none.${when}`)} />}>
        {(items) => <StaffList people={items} onEnd={may('people:write') && when !== 'past' ? open : undefined} />}
      </Grown>
      <EndEmployment
        structure={structure}
        one={may('people:write') ? people.find((person) => keyOf(person) === fin) : undefined}
        others={people}
        onClose={() => void navigate({ search: ({ fin: _closed, ...kept }) => kept, replace: true, resetScroll: false })}
      />
    </Block>
  )
}

interface Ending {
  structure: Structure
  one: StaffEmployment | undefined
  others: readonly StaffEmployment[]
  onClose: () => void
}
function EndEmployment({ structure, one, others, onClose }: Ending) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const { data: state } = useQuery({ ...structureStateQuery(structure.id), enabled: structure.dac })
  const ending = useMutation({
    mutationFn: ({ person, reason }: { person: StaffEmployment; reason: string }) =>
      endEmployment(structure.id, person.personId, person.source, reason),
    onSuccess: async (_none, { person }) => {
      onClose()
      // The button that opened the dialog goes away with the employment: the focus would be lost with it.
      document.getElementById(STAFF)?.focus()
      say(t('places.end.done', { name: person.name }))
      await queries.invalidateQueries({ queryKey: ['structure', structure.id] })
      await queries.invalidateQueries({ queryKey: ['movements'] })
    },
  })
  useEffect(() => ending.reset(), [one?.personId, one?.source])
  return (
    <EndEmploymentDialog
      one={one}
      structure={structure.name}
      rooms={state?.rooms ?? []}
      otherSources={others
        .filter(({ personId, source }) => personId === one?.personId && source !== one.source)
        .map(({ source }) => source)}
      busy={ending.isPending}
      error={ending.error}
      onSubmit={(reason) => one !== undefined && ending.mutate({ person: one, reason })}
      onClose={onClose}
    />
  )
}
