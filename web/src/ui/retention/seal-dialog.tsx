import { Radio, Stack } from '@mantine/core'
import type { RetentionGround, RetentionPreview } from 'bridge/contract'
import { useState } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import dialog from '../dialog.module.css'
import { fileSize } from '../journal/file-size.ts'
import { Notice } from '../notice.tsx'
import { ReasonForm } from '../reason-form.tsx'
import { HeldNotice, heldBy } from './held-next.tsx'
import { SealSteps } from './seal-steps.tsx'
import { usePeriod } from './use-period.ts'

interface Given {
  preview: RetentionPreview
  opened: boolean
  /** Its circle is closed for long enough to be a reason by itself. */
  due: boolean
  busy: boolean
  error: Error | null
  onSubmit: (ground: RetentionGround, reason: string) => void
  onClose: () => void
}

/** Shows what there is of the journal and who loses it, before it asks why. */
export function SealDialog(given: Given) {
  const { t } = useText()
  const { opened, preview, busy, onClose } = given
  return (
    <Dialog
      opened={opened}
      title={t('retention.circle.seal.title', { patient: preview.circle.patient.displayName })}
      onClose={onClose}
      returnFocus={!busy}
    >
      <Form {...given} />
    </Dialog>
  )
}

const GROUNDS = ['closed-long-ago', 'patient-request'] as const

function Form({ preview, due, error, onSubmit, ...given }: Given) {
  const { t } = useText()
  const [ground, setGround] = useState<RetentionGround>(due ? 'closed-long-ago' : 'patient-request')
  const { readers, circle } = preview
  return (
    <ReasonForm
      {...given}
      error={heldBy(error) === undefined ? error : null}
      act={t('retention.seal.act', { count: 1 })}
      failed={t('retention.seal.failed')}
      onSubmit={(reason) => onSubmit(ground, reason)}
    >
      <Thing preview={preview} />
      <Notice tone={circle.closedAt === null || readers > 0 ? 'bad' : 'ok'}>
        <p>{t(circle.closedAt === null ? 'retention.circle.closes' : 'retention.circle.ends', { count: readers })}</p>
      </Notice>
      <SealSteps count={1} />
      {due && (
        <Radio.Group
          label={t('retention.seal.ground')}
          value={ground}
          onChange={(value) => setGround(GROUNDS.find((one) => one === value) ?? ground)}
        >
          <Stack gap="xs" mt={4}>
            {GROUNDS.map((value) => (
              <Radio key={value} value={value} label={t(`retention.ground.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {heldBy(error) !== undefined && <HeldNotice error={error} />}
    </ReasonForm>
  )
}

function Thing({ preview }: { preview: RetentionPreview }) {
  const { t, number } = useText()
  const { circle, readers, messages, files, octets } = preview
  const period = usePeriod(preview)
  return (
    <dl className={dialog['thing']}>
      <dt>{t('column.patient')}</dt>
      <dd>
        <span className={dialog['name']}>{circle.patient.displayName}</span>
        <br />
        {circle.structure.name}
      </dd>
      <dt>{t('retention.circle.readers')}</dt>
      <dd>{t('retention.circle.people', { count: readers })}</dd>
      <dt>{t('retention.circle.messages')}</dt>
      <dd>{number(messages)}</dd>
      <dt>{t('retention.circle.files')}</dt>
      <dd>{files === 0 ? number(0) : t('retention.circle.files.size', { count: files, size: fileSize(octets, t) })}</dd>
      {period !== undefined && (
        <>
          <dt>{t('retention.circle.period')}</dt>
          <dd>{period}</dd>
        </>
      )}
    </dl>
  )
}
