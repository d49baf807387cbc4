import type { HeldDetail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import dialog from '../dialog.module.css'
import { Notice } from '../notice.tsx'
import { ReasonForm } from '../reason-form.tsx'
import { useHeldWords } from './held-words.ts'

interface Given {
  change: HeldDetail
  /** Undefined: the dialog is closed. */
  decision: 'approve' | 'reject' | undefined
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows what it is and whom it would put out, and what the decision does, before it asks for the reason. */
export function DecisionDialog(given: Given) {
  const { t } = useText()
  const { decision } = given
  return (
    <Dialog
      opened={decision !== undefined}
      title={decision === 'reject' ? t('held.reject.title') : t('held.approve.title')}
      onClose={given.onClose}
      returnFocus={!given.busy}
    >
      {decision !== undefined && <Form {...given} decision={decision} />}
    </Dialog>
  )
}

function Form({ change, decision, ...given }: Given & { decision: 'approve' | 'reject' }) {
  const { t } = useText()
  return (
    <ReasonForm
      {...given}
      act={t(`held.${decision}.act`)}
      harmless={decision === 'reject'}
      failed={t('held.failed')}
      label={t('held.reason')}
      help={t('held.reason.help')}
      missing={t('held.reason.missing')}
    >
      <Thing change={change} />
      <Notice tone={decision === 'approve' ? 'bad' : 'ok'}>
        <p>{t(`held.${decision}.effect`)}</p>
      </Notice>
    </ReasonForm>
  )
}

const NAMED = 4

function Thing({ change }: { change: HeldDetail }) {
  const { t, list, number } = useText()
  const words = useHeldWords()
  const { items, losses: total, gains } = change.difference
  const lost = items.filter((one) => one.change === 'lost')
  const names = [...new Set(lost.map(({ person }) => person.name))]
  const named = names.slice(0, NAMED)
  const more = total <= lost.length ? names.length - named.length : total - named.length
  return (
    <dl className={dialog['thing']}>
      <dt>{t('held.dialog.what')}</dt>
      <dd>
        <span className={dialog['name']}>{words.what(change)}</span>
        <br />
        {words.share(change)}
      </dd>
      <dt>{t('held.fact.by')}</dt>
      <dd>{change.by}</dd>
      <dt>{t('held.dialog.losses')}</dt>
      <dd>{number(total)}</dd>
      {gains > 0 && (
        <>
          <dt>{t('held.dialog.gains')}</dt>
          <dd>{number(gains)}</dd>
        </>
      )}
      {named.length > 0 && (
        <>
          <dt>{t('held.dialog.people')}</dt>
          <dd>{more > 0 ? t('held.dialog.more', { names: named.join(', '), more }) : list(named)}</dd>
        </>
      )}
    </dl>
  )
}
