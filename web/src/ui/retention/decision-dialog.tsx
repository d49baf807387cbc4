import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import dialog from '../dialog.module.css'
import { fileSize } from '../journal/file-size.ts'
import { Notice } from '../notice.tsx'
import { ReasonForm } from '../reason-form.tsx'
import css from './retention.module.css'

export type Decision = 'approve' | 'lift'
interface Given {
  retention: Retention
  /** Undefined: the dialog is closed. */
  decision: Decision | undefined
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows exactly what goes, or what comes back and what does not, before it asks for the reason. */
export function DecisionDialog(given: Given) {
  const { t } = useText()
  const { decision } = given
  return (
    <Dialog
      opened={decision !== undefined}
      title={t(decision === 'lift' ? 'retention.lift.title' : 'retention.approve.title')}
      onClose={given.onClose}
      returnFocus={!given.busy}
    >
      {decision !== undefined && <Form {...given} decision={decision} />}
    </Dialog>
  )
}

function Form({ retention, decision, ...given }: Given & { decision: Decision }) {
  const { t } = useText()
  return (
    <ReasonForm {...given} act={t(`retention.${decision}.act`)} harmless={decision === 'lift'} failed={t('retention.decision.failed')}>
      <Thing retention={retention} goes={decision === 'approve'} />
      <Notice tone={decision === 'approve' ? 'bad' : 'drift'}>
        <p>{t(`retention.${decision}.effect`)}</p>
      </Notice>
    </ReasonForm>
  )
}

function Thing({ retention: { circle, ground, reason, askedBy, archive }, goes }: { retention: Retention; goes: boolean }) {
  const { t } = useText()
  return (
    <dl className={dialog['thing']}>
      <dt>{t('column.patient')}</dt>
      <dd>
        <span className={dialog['name']}>{circle.patient.displayName}</span>
        <br />
        {circle.structure.name}
      </dd>
      {archive !== null && (
        <>
          <dt>{t(goes ? 'retention.approve.goes' : 'retention.archive.holds')}</dt>
          <dd className={dialog['name']}>{t('retention.holds', archive)}</dd>
          <dt>{t('retention.archive')}</dt>
          <dd className={css['any']}>
            {archive.name} ({fileSize(archive.size, t)})
          </dd>
        </>
      )}
      <dt>{t('retention.fact.asked')}</dt>
      <dd>{askedBy}</dd>
      <dt>{t('retention.fact.ground')}</dt>
      <dd className={css['any']}>
        {t(`retention.ground.${ground}`)}
        <br />
        {reason}
      </dd>
    </dl>
  )
}
