import type { Member } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import { ActDialog, type Told } from './act-dialog.tsx'
import { when } from './membership.ts'

interface Given {
  /** Undefined: the dialog is closed. */
  member: Member | undefined
  patient: string
  structure: string
  otherSources: string[]
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows whose membership of which circle it is, and what ending it does, before it asks for the reason. */
export function EndMemberDialog({ member, patient, structure, otherSources, onSubmit, ...given }: Given) {
  const { t, instant, list } = useText()
  const facts: Told[] =
    member === undefined
      ? []
      : [
          [t('end.person'), member.name, member.role],
          [t('end.circle'), patient, structure],
          [t('history.since'), instant(member.start)],
          [t('history.source'), member.source],
        ]
  const effect = member !== undefined && when(member, new Date()) === 'future' ? t('end.effect.future') : t('end.effect')
  return (
    <ActDialog
      {...given}
      opened={member !== undefined}
      title={t('end.title')}
      facts={facts}
      effect={[otherSources.length > 0 ? t('end.effect.other', { sources: list(otherSources) }) : effect]}
      act={t('end.act')}
      failed={t('end.failed')}
      onAct={onSubmit}
    />
  )
}
