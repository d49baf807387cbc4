import { Button, Stack, TextInput } from '@mantine/core'
import type { Person } from 'bridge/contract'
import { type ReactNode, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import css from './dialog.module.css'
import { Failure, fieldErrors } from './failure.tsx'
import { type PeopleFound, PersonPicker } from './person-picker.tsx'
import { ReasonField } from './reason-field.tsx'
import { useMissing } from './use-judged.ts'

/** How a professional is found by name. */
export interface Finding {
  search: string
  onSearch: (words: string) => void
  found: PeopleFound | undefined
  searching: boolean
  searchError: Error | null
}
export interface NewPeriod {
  role: string
  reason: string
  start?: string
  end?: string
}
export interface RoleField {
  name: 'role'
  value: string
  error: string | undefined
  onChange: (event: { currentTarget: { value: string } }) => void
}
interface Given {
  opened: boolean
  title: string
  /** Of what place, and what they gain. */
  about: readonly string[]
  finding: Finding
  /** Chosen to begin with. */
  meant?: Person | null
  already?: ReadonlySet<string>
  /** What is to be known of whoever is chosen. */
  aboutPerson?: (person: Person) => ReactNode
  /** Proposed; empty: their profession. */
  role: string
  roleField: (field: RoleField) => ReactNode
  act: string
  failed: string
  busy: boolean
  error: Error | null
  onSubmit: (person: Person, period: NewPeriod) => void
  onClose: () => void
}

/** Says that somebody belongs somewhere: who, as what, from when to when, and why. */
export function PeriodDialog(given: Given) {
  return (
    <Dialog opened={given.opened} title={given.title} onClose={given.onClose}>
      <Form {...given} />
    </Dialog>
  )
}

const NOBODY: ReadonlySet<string> = new Set()

/** Lives as long as the dialog is open, so that each opening begins afresh. */
function Form(given: Given) {
  const { about, finding, meant = null, already = NOBODY, aboutPerson, roleField, act, failed, busy, error, onSubmit, onClose } = given
  const { t } = useText()
  const [person, setPerson] = useState<Person | null>(meant)
  const [values, setValues] = useState({ role: given.role || (meant?.profession ?? ''), start: '', end: '', reason: '' })
  const personField = useRef<HTMLInputElement>(null)
  const refused = fieldErrors(error)

  const missing = {
    person: person === null ? t('add.person.missing') : undefined,
    role: values.role.trim() === '' ? t('add.role.missing') : undefined,
    end: values.end !== '' && new Date(values.end) <= new Date(values.start || Date.now()) ? t('add.end.before') : undefined,
    reason: values.reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const {
    wrong,
    form,
    onSubmit: submit,
  } = useMissing(missing, () => {
    if (person === null) return
    onSubmit(person, {
      role: values.role.trim(),
      reason: values.reason.trim(),
      ...(values.start === '' ? {} : { start: new Date(values.start).toISOString() }),
      ...(values.end === '' ? {} : { end: new Date(values.end).toISOString() }),
    })
  })

  const pick = (one: Person | null) => {
    setPerson(one)
    // A first idea of the role, to be corrected.
    if (one !== null && values.role === '') setValues({ ...values, role: one.profession })
    setTimeout(() => (one === null ? personField.current : form.current?.querySelector<HTMLElement>('[name="role"]'))?.focus())
  }
  const field = <Name extends keyof typeof values>(name: Name) => ({
    name,
    value: values[name],
    error: (name === 'start' ? undefined : wrong[name as 'role']) ?? refused[name],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
  })
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {about.map((words) => (
          <p key={words} className={css['about']}>
            {words}
          </p>
        ))}
        {error !== null && <Failure error={error} title={failed} />}
        <PersonPicker picked={person} onPick={pick} already={already} {...finding} error={wrong.person} field={personField} />
        {person !== null && aboutPerson?.(person)}
        {roleField(field('role'))}
        <div className={css['dates']}>
          <TextInput {...field('start')} type="datetime-local" label={t('add.start')} description={t('add.start.help')} />
          <TextInput {...field('end')} type="datetime-local" label={t('add.end')} description={t('add.end.help')} />
        </div>
        <ReasonField {...field('reason')} />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {act}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
