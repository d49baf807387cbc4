import { useMutation, useQuery } from '@tanstack/react-query'
import type { Circle, Member, Person } from 'bridge/contract'
import { useEffect } from 'react'
import { type NewMember, putMember } from '../../api/circles.ts'
import { personQuery } from '../../api/people.ts'
import { useText } from '../../text/text.tsx'
import { AddMemberDialog } from '../../ui/add-member-dialog.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { memberName, when } from '../../ui/membership.ts'
import type { useFollowedState } from './follow-act.ts'
import { useFinding } from './use-finding.ts'

interface Given {
  circle: Circle
  members: Member[]
  opened: boolean
  /** Who is meant, to begin with. */
  who: string | undefined
  onClose: () => void
  follow: ReturnType<typeof useFollowedState>['follow']
}

export function AddMember({ circle, members, opened, who, onClose, follow }: Given) {
  const { t, instant } = useText()
  const { say } = useAnnouncer()
  const finding = useFinding(opened)
  const { data: meant } = useQuery(personQuery(opened ? who : undefined))
  const adding = useMutation({
    mutationFn: ({ person, body }: { person: Person; body: NewMember }) => putMember(circle.id, person.id, body),
    onSuccess: async (member, { person }) => {
      onClose()
      const name = memberName(person)
      const later = when(member, new Date()) === 'future'
      say(later ? t('act.later', { name, when: instant(member.start) }) : t('act.asked.add', { name }))
      if (later) await follow(null)
      else await follow({ kind: 'add', personId: person.id, name })
    },
  })
  useEffect(() => {
    if (opened) adding.reset()
  }, [opened])

  const here = members.filter((member) => when(member, new Date()) === 'current').map(({ personId }) => personId)
  return (
    <AddMemberDialog
      opened={opened && (who === undefined || meant !== undefined)}
      meant={who === undefined ? null : (meant ?? null)}
      patient={circle.patient.displayName}
      already={new Set<string>(here)}
      finding={finding}
      busy={adding.isPending}
      error={adding.error}
      onSubmit={(person, body) => adding.mutate({ person, body })}
      onClose={onClose}
    />
  )
}
