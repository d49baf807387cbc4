import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Employed, StaffEmployment, Structure } from 'bridge/contract'
import { useEffect } from 'react'
import { useMay } from '../../api/session.ts'
import { endEmployment, staffQuery, structureStateQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AddIcon } from '../../ui/icons.tsx'
import { when as whenOf } from '../../ui/membership.ts'
import { Block } from '../../ui/page.tsx'
import { EndEmploymentDialog } from '../../ui/places/end-employment-dialog.tsx'
import css from '../../ui/places/places.module.css'
import { StaffList } from '../../ui/places/staff-list.tsx'
import { Empty } from '../../ui/states.tsx'
import { AddEmployment } from './add-employment.tsx'
import { Grown } from './structure-places.tsx'

const route = getRouteApi('/console/admin/structures/$id')
const WHEN = ['now', 'later', 'past'] as const
const STAFF = 'staff'
const keyOf = ({ personId, source }: StaffEmployment) => `${personId} ${source}`

/** Who works there now, will, or did; and the end of an employment. */
export function StaffOf({ structure }: { structure: Structure }) {
  const { t } = useText()
  const { equipe, fin, ajouter } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const when = equipe ?? 'now'
  const list = useInfiniteQuery(staffQuery(structure.id, when))
  const people = list.data?.pages.flatMap(({ items }) => items) ?? []
  const open = (one: StaffEmployment) => void navigate({ search: (kept) => ({ ...kept, fin: keyOf(one) }), resetScroll: false })
  const show = (period: Employed) =>
    void navigate({
      replace: true,
      resetScroll: false,
      search: ({ equipe: _other, ajouter: _closed, ...kept }) => ({ ...kept, ...(period === 'now' ? {} : { equipe: period }) }),
    })
  const hire = may('people:write') && (
    <Button
      leftSection={<AddIcon size={20} aria-hidden />}
      onClick={() => void navigate({ search: (kept) => ({ ...kept, ajouter: 'oui' }), resetScroll: false })}
    >
      {t('places.hire')}
    </Button>
  )
  return (
    <Block
      id={STAFF}
      flush
      title={t('places.staff')}
      lead={t('places.staff.lead')}
      busy={list.isPlaceholderData}
      aside={
        <div className={css['side']}>
          {hire}
          <Period when={when} onChange={show} />
        </div>
      }
    >
      <Grown list={list} empty={<Empty title={t('places.staff.none')} why={t(`places.staff.none.${when}`)} />}>
        {(items) => <StaffList people={items} onEnd={may('people:write') && when !== 'past' ? open : undefined} />}
      </Grown>
      <AddEmployment
        structure={structure}
        opened={ajouter === 'oui' && may('people:write')}
        onAdded={(employment) => show(whenOf(employment, new Date()) === 'future' ? 'later' : 'now')}
        onClose={() => show(when)}
      />
      <EndEmployment
        structure={structure}
        one={may('people:write') ? people.find((person) => keyOf(person) === fin) : undefined}
        others={people}
        onClose={() => void navigate({ search: ({ fin: _closed, ...kept }) => kept, replace: true, resetScroll: false })}
      />
    </Block>
  )
}

function Period({ when, onChange }: { when: Employed; onChange: (period: Employed) => void }) {
  const { t } = useText()
  return (
    <SegmentedControl
      size="md"
      color="petrol"
      aria-label={t('places.staff.when')}
      value={when}
      onChange={(value) => onChange(WHEN.find((one) => one === value) ?? 'now')}
      data={WHEN.map((value) => ({ value, label: t(`places.staff.${value}`) }))}
    />
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
