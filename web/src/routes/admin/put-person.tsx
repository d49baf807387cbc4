import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Person } from 'bridge/contract'
import { useEffect } from 'react'
import { departFrom, type GivenPerson, putPerson } from '../../api/people.ts'
import { Refused } from '../../api/request.ts'
import { sessionQuery } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { memberName } from '../../ui/membership.ts'
import { PersonDialog } from '../../ui/people/person-dialog.tsx'

interface Given {
  person: Person
  opened: boolean
  onClose: () => void
}

/** What is known of them, and of lists where they are, is read anew. */
function useAfter({ id }: Person) {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: ['person', id] })
    await queries.invalidateQueries({ queryKey: ['people'] })
  }
}

/** Changes who somebody is; what would end too many accesses is stopped and waits, and that is said. */
export function PutPerson({ person, opened, onClose }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter(person)
  const { data: caller } = useQuery(sessionQuery)
  const putting = useMutation({
    mutationFn: ({ body, version }: { body: GivenPerson; version: number }) => putPerson(person.id, body, version),
    onSuccess: async (saved) => {
      onClose()
      say(t('person.edited', { name: memberName(saved) }))
      await after()
    },
    onError: async (error) => {
      // Somebody was faster: what they wrote is shown.
      if (error instanceof Refused && error.status === 412) await after()
    },
  })
  useEffect(() => {
    if (opened) putting.reset()
  }, [opened])
  return (
    <PersonDialog
      opened={opened}
      person={person}
      oneself={caller?.personId === person.id}
      busy={putting.isPending}
      error={putting.error}
      onSubmit={(body, version) => putting.mutate({ body, version })}
      onAgain={putting.reset}
      onClose={onClose}
    />
  )
}

/** Somebody leaves the platform, in one act. */
export function DepartPerson({ person, opened, onClose }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter(person)
  const departing = useMutation({
    mutationFn: (reason: string) => departFrom(person.id, reason),
    onSuccess: async ({ circleCount }) => {
      onClose()
      say(t('person.left', { name: memberName(person), count: circleCount }))
      await after()
    },
  })
  useEffect(() => {
    if (opened) departing.reset()
  }, [opened])
  return (
    <ActDialog
      opened={opened}
      title={t('person.depart.title')}
      facts={[
        [t('end.person'), memberName(person), person.profession],
        [t('person.identifier'), person.userId],
      ]}
      effect={[t('person.depart.sessions'), t('person.depart.places'), t('person.depart.kept')]}
      act={t('person.depart.act')}
      failed={t('person.depart.failed')}
      busy={departing.isPending}
      error={departing.error}
      onAct={departing.mutate}
      onClose={onClose}
    />
  )
}
