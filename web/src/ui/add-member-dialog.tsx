import { TextInput } from '@mantine/core'
import type { Person } from 'bridge/contract'
import type { NewMember } from '../api/circles.ts'
import { useText } from '../text/text.tsx'
import { type Finding, PeriodDialog } from './period-dialog.tsx'

interface Given {
  opened: boolean
  patient: string
  /** Chosen to begin with. */
  meant: Person | null
  already: ReadonlySet<string>
  finding: Finding
  busy: boolean
  error: Error | null
  onSubmit: (person: Person, body: NewMember) => void
  onClose: () => void
}

export function AddMemberDialog({ patient, ...given }: Given) {
  const { t } = useText()
  return (
    <PeriodDialog
      {...given}
      title={t('add.title')}
      about={[t('add.circle', { patient })]}
      role=""
      roleField={(field) => (
        <TextInput
          {...field}
          {...(given.meant === null ? {} : { 'data-autofocus': true })}
          label={t('add.role')}
          description={t('add.role.help')}
          maxLength={80}
          required
          withAsterisk={false}
        />
      )}
      act={t('add.act')}
      failed={t('add.failed')}
    />
  )
}
