import { NativeSelect } from '@mantine/core'
import type { Employment, EmploymentRole, Person } from 'bridge/contract'
import type { ReactNode } from 'react'
import type { NewEmployment } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { memberName } from '../membership.ts'
import { Notice } from '../notice.tsx'
import { type Finding, PeriodDialog } from '../period-dialog.tsx'

const ROLES: readonly EmploymentRole[] = ['member', 'editor', 'manager']

interface Given {
  opened: boolean
  structure: string
  /** Where they will be by it, by name. */
  rooms: readonly string[]
  finding: Finding
  aboutPerson: (person: Person) => ReactNode
  busy: boolean
  error: Error | null
  onSubmit: (person: Person, body: NewEmployment) => void
  onClose: () => void
}

/** Says that somebody works for a structure, in which function, and what they will reach by it. */
export function AddEmploymentDialog({ structure, rooms, onSubmit, ...given }: Given) {
  const { t, list } = useText()
  return (
    <PeriodDialog
      {...given}
      title={t('places.hire.title')}
      about={[
        t('places.hire.about', { structure }),
        ...(rooms.length === 0 ? [] : [t('places.hire.rooms', { count: rooms.length, rooms: list(rooms) })]),
      ]}
      role="member"
      roleField={(field) => (
        <NativeSelect
          {...field}
          size="md"
          label={t('places.hire.role')}
          description={t('places.hire.role.help')}
          data={ROLES.map((value) => ({ value, label: t(`staff.${value}`) }))}
        />
      )}
      act={t('places.hire.act')}
      failed={t('places.hire.failed')}
      onSubmit={(person, { role, ...period }) => onSubmit(person, { ...period, role: ROLES.find((one) => one === role) ?? 'member' })}
    />
  )
}

/** Who works there already: what is recorded comes beside it, or in its place. */
export function WorksHere({ person, here }: { person: Person; here: readonly Employment[] }) {
  const { t, list } = useText()
  if (here.length === 0) return null
  return (
    <Notice tone="drift">
      <p>{t('places.hire.already', { name: memberName(person), sources: list(here.map(({ source }) => source)) })}</p>
    </Notice>
  )
}
