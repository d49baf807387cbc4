import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import type { Person } from 'bridge/contract'
import { useRef, useState } from 'react'
import type { NewMember } from '../api/circles.ts'
import { useText } from '../text/text.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import css from './dialog.module.css'
import { Failure, fieldErrors } from './failure.tsx'
import { type PeopleFound, PersonPicker } from './person-picker.tsx'
import { useJudged } from './use-judged.ts'

interface Given {
  opened: boolean
  patient: string
  /** Chosen to begin with. */
  meant: Person | null
  already: ReadonlySet<string>
  search: string
  onSearch: (words: string) => void
  found: PeopleFound | undefined
  searching: boolean
  searchError: Error | null
  busy: boolean
  error: Error | null
  onSubmit: (person: Person, body: NewMember) => void
  onClose: () => void
}

export function AddMemberDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.opened} title={t('add.title')} onClose={given.onClose}>
      <Form {...given} />
    </Dialog>
  )
}

const EMPTY = { role: '', start: '', end: '', reason: '' }

/** Lives as long as the dialog is open, so that each opening begins afresh. */
function Form({ patient, meant, already, search, onSearch, found, searching, searchError, busy, error, onSubmit, onClose }: Given) {
  const { t } = useText()
  const [person, setPerson] = useState<Person | null>(meant)
  const [values, setValues] = useState({ ...EMPTY, role: meant?.profession ?? '' })
  const personField = useRef<HTMLInputElement>(null)
  const refused = fieldErrors(error)

  const missing = {
    person: person === null ? t('add.person.missing') : undefined,
    role: values.role.trim() === '' ? t('add.role.missing') : undefined,
    end: values.end !== '' && new Date(values.end) <= new Date(values.start || Date.now()) ? t('add.end.before') : undefined,
    reason: values.reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const {
    judged,
    form,
    onSubmit: submit,
  } = useJudged(
    Object.values(missing).some((words) => words !== undefined),
    () => {
      if (person === null) return
      onSubmit(person, {
        role: values.role.trim(),
        reason: values.reason.trim(),
        ...(values.start === '' ? {} : { start: new Date(values.start).toISOString() }),
        ...(values.end === '' ? {} : { end: new Date(values.end).toISOString() }),
      })
    },
  )
  const wrong: Partial<typeof missing> = judged ? missing : {}

  const pick = (one: Person | null) => {
    setPerson(one)
    // A first idea of the role, to be corrected.
    if (one !== null && values.role === '') setValues({ ...values, role: one.profession })
    setTimeout(() => (one === null ? personField.current : form.current?.querySelector<HTMLElement>('[name="role"]'))?.focus())
  }
  const field = (name: keyof typeof EMPTY) => ({
    name,
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
  })
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        <p className={css['about']}>{t('add.circle', { patient })}</p>
        {error !== null && <Failure error={error} title={t('add.failed')} />}
        <PersonPicker
          picked={person}
          onPick={pick}
          already={already}
          search={search}
          onSearch={onSearch}
          found={found}
          searching={searching}
          searchError={searchError}
          error={wrong.person}
          field={personField}
        />
        <TextInput
          {...field('role')}
          {...(meant === null ? {} : { 'data-autofocus': true })}
          label={t('add.role')}
          description={t('add.role.help')}
          error={wrong.role ?? refused['role']}
          maxLength={80}
          required
          withAsterisk={false}
        />
        <div className={css['dates']}>
          <TextInput
            {...field('start')}
            type="datetime-local"
            label={t('add.start')}
            description={t('add.start.help')}
            error={refused['start']}
          />
          <TextInput
            {...field('end')}
            type="datetime-local"
            label={t('add.end')}
            description={t('add.end.help')}
            error={wrong.end ?? refused['end']}
          />
        </div>
        <Textarea
          {...field('reason')}
          label={t('reason')}
          description={t('reason.help')}
          error={wrong.reason ?? refused['reason']}
          maxLength={500}
          autosize
          minRows={2}
          required
          withAsterisk={false}
        />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('add.act')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
