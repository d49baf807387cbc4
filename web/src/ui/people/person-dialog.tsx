import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { Person } from 'bridge/contract'
import { useEffect, useState } from 'react'
import type { GivenPerson } from '../../api/people.ts'
import { Refused } from '../../api/request.ts'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import css from '../dialog.module.css'
import { Failure, fieldErrors } from '../failure.tsx'
import { memberName } from '../membership.ts'
import { Notice } from '../notice.tsx'
import { ReasonField } from '../reason-field.tsx'
import { useMissing } from '../use-judged.ts'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'
import { bodyOf, isOneOf, ROLES, statusesFrom, valuesOf } from './person-values.ts'

interface Given {
  opened: boolean
  /** As the registry has them now, which may be later than what the form shows. */
  person: Person
  /** Who edits is who is edited. */
  oneself: boolean
  busy: boolean
  error: Error | null
  /** `version`: the one that the form was filled from. */
  onSubmit: (body: GivenPerson, version: number) => void
  /** They are edited as they are now. */
  onAgain: () => void
  onClose: () => void
}

/** Who somebody is, how to reach them, whether they may come in and what they do in the console; why it changes. */
export function PersonDialog(given: Given) {
  const { t } = useText()
  const [begun, setBegun] = useState(0)
  return (
    <Dialog opened={given.opened} title={t('person.edit.title', { name: memberName(given.person) })} onClose={given.onClose}>
      <Form
        key={begun}
        {...given}
        again={begun > 0}
        onAgain={() => {
          given.onAgain()
          setBegun(begun + 1)
        }}
      />
    </Dialog>
  )
}

function Form({ person, oneself, again, busy, error, onSubmit, onAgain, onClose }: Given & { again: boolean }) {
  const { t } = useText()
  // The page reads anew by itself: what is saved is said of what was read here, and not of what came meanwhile.
  const [read] = useState(person)
  const [values, setValues] = useState(() => valuesOf(read))
  const refused = fieldErrors(error)
  const missing = {
    givenName: values.givenName.trim() === '' ? t('person.given-name.missing') : undefined,
    familyName: values.familyName.trim() === '' ? t('person.family-name.missing') : undefined,
    profession: values.profession.trim() === '' ? t('person.profession.missing') : undefined,
    reason: values.reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const { wrong, form, onSubmit: submit } = useMissing(missing, () => onSubmit(bodyOf(read, values), read.version))
  useEffect(() => {
    if (again) form.current?.querySelector('input')?.focus()
  }, [again, form])
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error, form])

  const suspending = values.status === 'suspended' && read.status !== 'suspended'
  const changed = error instanceof Refused && error.status === 412
  const field = (name: 'givenName' | 'familyName' | 'profession' | 'rpps' | 'email' | 'telephone' | 'reason') => ({
    name,
    value: values[name],
    error: wrong[name as keyof typeof missing] ?? refused[name],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
  })
  const needed = { required: true, withAsterisk: false }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {changed ? (
          <ChangedMeanwhile read={read} now={person} onAgain={onAgain} />
        ) : (
          error !== null && <Failure error={error} title={t('person.edit.failed')} />
        )}
        <div className={css['dates']}>
          <TextInput {...field('givenName')} {...needed} label={t('person.given-name')} maxLength={80} data-autofocus />
          <TextInput {...field('familyName')} {...needed} label={t('person.family-name')} maxLength={80} />
        </div>
        <TextInput {...field('profession')} {...needed} label={t('people.column.profession')} maxLength={80} />
        <TextInput
          {...field('rpps')}
          label={t('person.rpps.field')}
          description={t('person.rpps.help')}
          inputMode="numeric"
          maxLength={11}
        />
        <TextInput {...field('email')} type="email" label={t('person.email.field')} description={t('person.email.help')} maxLength={254} />
        <TextInput
          {...field('telephone')}
          type="tel"
          label={t('person.telephone.field')}
          description={t('person.telephone.help')}
          maxLength={24}
        />
        <NativeSelect
          size="md"
          label={t('people.column.status')}
          value={values.status}
          error={refused['status']}
          onChange={({ currentTarget: { value } }) => {
            const status = statusesFrom(read).find((one) => one === value)
            if (status !== undefined) setValues({ ...values, status })
          }}
          data={statusesFrom(read).map((value) => ({ value, label: t(`person.status.${value}`) }))}
        />
        {values.status !== read.status && (
          <Notice tone="drift">
            <p>{t(suspending ? 'person.edit.suspends' : read.status === 'departed' ? 'person.edit.returns' : 'person.edit.reinstates')}</p>
            {suspending && oneself && <p>{t('person.edit.oneself')}</p>}
          </Notice>
        )}
        {read.administrator ? (
          <p className={css['about']}>{t('person.edit.administrator')}</p>
        ) : (
          <NativeSelect
            size="md"
            label={t('person.right')}
            description={t('person.right.help')}
            value={values.consoleRole}
            error={refused['consoleRole']}
            onChange={({ currentTarget: { value } }) => isOneOf(ROLES, value) && setValues({ ...values, consoleRole: value })}
            data={ROLES.map((value) => ({ value, label: t(`person.role-of-console.${value}`) }))}
          />
        )}
        <ReasonField {...field('reason')} />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={changed} {...(suspending ? { color: 'red' } : {})}>
            {t('places.save')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
