import { useMutation } from '@tanstack/react-query'
import type { Circle, Member } from 'bridge/contract'
import { useEffect } from 'react'
import { endMember } from '../../api/circles.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { EndMemberDialog } from '../../ui/end-member-dialog.tsx'
import { when } from '../../ui/membership.ts'
import type { useFollowedState } from './follow-act.ts'

/** Where the effect of the act can be watched. */
export const COMPARISON = 'comparison'

interface Given {
  circle: Circle
  members: Member[]
  /** From the address: whose membership, according to which source. */
  asked: string | undefined
  onClose: () => void
  follow: ReturnType<typeof useFollowedState>['follow']
}

export function EndMember({ circle, members, asked, onClose, follow }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const now = new Date()
  const open = members.filter((member) => when(member, now) !== 'past')
  const member = open.find(({ personId, source }) => `${personId} ${source}` === asked)
  const ending = useMutation({
    mutationFn: ({ member, reason }: { member: Member; reason: string }) => endMember(circle.id, member.personId, member.source, reason),
    onSuccess: async (_none, { member }) => {
      onClose()
      // The button that opened the dialog goes away with the membership: the focus would be lost with it.
      document.getElementById(COMPARISON)?.focus()
      const { personId, name } = member
      const future = when(member, new Date()) === 'future'
      say(t(future ? 'act.never-there' : 'act.asked.end', { name }))
      await follow(future ? null : { kind: 'end', personId, name })
    },
  })
  useEffect(() => ending.reset(), [asked])

  return (
    <EndMemberDialog
      member={member}
      patient={circle.patient.displayName}
      structure={circle.structure.name}
      otherSources={open
        .filter((one) => one.personId === member?.personId && one.source !== member.source && when(one, now) === 'current')
        .map(({ source }) => source)}
      busy={ending.isPending}
      error={ending.error}
      onSubmit={(reason) => member !== undefined && ending.mutate({ member, reason })}
      onClose={onClose}
    />
  )
}
