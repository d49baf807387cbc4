import type { Member } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import { Dialog } from './dialog.tsx'
import css from './dialog.module.css'
import { when } from './membership.ts'
import { Notice } from './notice.tsx'
import { ReasonForm } from './reason-form.tsx'

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
export function EndMemberDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.member !== undefined} title={t('end.title')} onClose={given.onClose} returnFocus={!given.busy}>
      {given.member !== undefined && <Form {...given} member={given.member} />}
    </Dialog>
  )
}

function Form({ member, patient, structure, otherSources, ...given }: Given & { member: Member }) {
  const { t, instant, list } = useText()
  const effect = when(member, new Date()) === 'future' ? t('end.effect.future') : t('end.effect')
  return (
    <ReasonForm
      {...given}
      act={t('end.act')}
      failed={t('end.failed')}
      label={t('reason')}
      help={t('reason.help')}
      missing={t('reason.missing')}
    >
      <dl className={css['thing']}>
        <dt>{t('end.person')}</dt>
        <dd>
          <span className={css['name']}>{member.name}</span>
          <br />
          {member.role}
        </dd>
        <dt>{t('end.circle')}</dt>
        <dd>
          <span className={css['name']}>{patient}</span>
          <br />
          {structure}
        </dd>
        <dt>{t('history.since')}</dt>
        <dd>{instant(member.start)}</dd>
        <dt>{t('history.source')}</dt>
        <dd>{member.source}</dd>
      </dl>
      <Notice tone="drift">
        <p>{otherSources.length > 0 ? t('end.effect.other', { sources: list(otherSources) }) : effect}</p>
      </Notice>
    </ReasonForm>
  )
}
