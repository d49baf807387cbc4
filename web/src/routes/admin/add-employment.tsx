import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Employment, Person, Structure } from 'bridge/contract'
import { useEffect } from 'react'
import { employmentsQuery } from '../../api/people.ts'
import { type NewEmployment, putEmployment, structureStateQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { memberName, when } from '../../ui/membership.ts'
import { AddEmploymentDialog, WorksHere } from '../../ui/places/add-employment-dialog.tsx'
import { roomName } from '../../ui/places/team-rooms.tsx'
import { useFinding } from './use-finding.ts'

interface Given {
  structure: Structure
  opened: boolean
  /** What was recorded is shown where it is. */
  onAdded: (employment: Employment) => void
  onClose: () => void
}

/** Records that somebody works for the structure. */
export function AddEmployment({ structure, opened, onAdded, onClose }: Given) {
  const { t, instant } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const finding = useFinding(opened)
  const { data: state } = useQuery({ ...structureStateQuery(structure.id), enabled: structure.dac })
  const adding = useMutation({
    mutationFn: ({ person, body }: { person: Person; body: NewEmployment }) => putEmployment(structure.id, person.id, body),
    onSuccess: async (employment, { person }) => {
      onAdded(employment)
      const name = memberName(person)
      const later = when(employment, new Date()) === 'future'
      say(later ? t('places.hired.later', { name, when: instant(employment.start) }) : t('places.hired', { name }))
      for (const queryKey of [['structure', structure.id], ['movements'], ['person', person.id]])
        await queries.invalidateQueries({ queryKey })
    },
  })
  useEffect(() => {
    if (opened) adding.reset()
  }, [opened])
  return (
    <AddEmploymentDialog
      opened={opened}
      structure={structure.name}
      // Of its folders, of which there may be hundreds, the space that holds them.
      rooms={state?.rooms.filter(({ kind }) => kind !== 'documents').map((room) => roomName(t, room)) ?? []}
      finding={finding}
      aboutPerson={(person) => <Already person={person} structure={structure.id} />}
      busy={adding.isPending}
      error={adding.error}
      onSubmit={(person, body) => adding.mutate({ person, body })}
      onClose={onClose}
    />
  )
}

function Already({ person, structure }: { person: Person; structure: string }) {
  const { data } = useQuery(employmentsQuery(person.id))
  const here = data?.items.filter((one) => one.structure.id === structure && when(one, new Date()) !== 'past') ?? []
  return <WorksHere person={person} here={here} />
}
