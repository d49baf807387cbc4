import type { RetentionCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import dialog from '../dialog.module.css'
import { ReasonForm } from '../reason-form.tsx'
import { SealSteps } from './seal-steps.tsx'

interface Given {
  circles: readonly RetentionCircle[]
  opened: boolean
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows whose journals they are and what becomes of them, before it asks for the reason. */
export function SealManyDialog({ circles, opened, onSubmit, onClose }: Given) {
  const { t } = useText()
  const count = circles.length
  return (
    <Dialog opened={opened} title={t('retention.seal.title', { count })} onClose={onClose}>
      <ReasonForm
        act={t('retention.seal.act', { count })}
        failed={t('retention.seal.failed')}
        busy={false}
        error={null}
        onSubmit={onSubmit}
        onClose={onClose}
      >
        <Things circles={circles} />
        <SealSteps count={count} />
      </ReasonForm>
    </Dialog>
  )
}

const NAMED = 5

function Things({ circles }: { circles: readonly RetentionCircle[] }) {
  const { t, list, number, day } = useText()
  const names = circles.map(({ patient }) => patient.displayName)
  const named = names.slice(0, NAMED)
  const more = names.length - named.length
  const closings = circles.flatMap(({ closedAt }) => (closedAt === null ? [] : [closedAt])).toSorted()
  const [from, to] = [day(closings[0] ?? ''), day(closings.at(-1) ?? '')]
  return (
    <dl className={dialog['thing']}>
      <dt>{t('retention.seal.journals')}</dt>
      <dd className={dialog['name']}>{number(names.length)}</dd>
      <dt>{t('retention.seal.whose')}</dt>
      <dd>{more > 0 ? t('retention.seal.more', { names: named.join(', '), more }) : list(named)}</dd>
      <dt>{t('retention.seal.closed')}</dt>
      <dd>{from === to ? from : t('retention.seal.closed.between', { from, to })}</dd>
    </dl>
  )
}
