import { Button, Stack, Switch, TextInput, Textarea } from '@mantine/core'
import type { Contact, Correspondent } from 'bridge/contract'
import { type SyntheticEvent, useState } from 'react'
import type { NewSubstitution } from '../../api/staff.ts'
import { useText } from '../../text/text.tsx'
import { dayOf, midnight, midnightAfter } from '../days.ts'
import dialog from '../dialog.module.css'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { type Choice, Picker } from '../picker.tsx'
import css from './substitutions.module.css'

export interface Searching {
  search: string
  onSearch: (words: string) => void
  found: readonly Correspondent[] | undefined
  searching: boolean
  searchError: Error | null
}
export const choicesOf = (found: readonly Correspondent[] | undefined, but: string): Choice[] | undefined =>
  found
    ?.filter(({ id }) => id !== but)
    .map(({ id, name, profession, structures }) => ({ id, name, about: [profession, ...structures].join(' · ') }))

interface Given extends Searching {
  person: Contact
  busy: boolean
  error: Error | null
  onSave: (substitution: NewSubstitution) => void
  onClose: () => void
}

/** Who replaces a person of the structure, and until when. Whole days, as for an absence. */
export function SubstitutionDialog({ person, busy, error, onSave, onClose, found, ...searching }: Given) {
  const { t } = useText()
  const [replacement, setReplacement] = useState<Choice | null>(null)
  const [first, setFirst] = useState(() => dayOf(new Date()))
  const [last, setLast] = useState('')
  const [withStructure, setWithStructure] = useState(false)
  const [reason, setReason] = useState('')
  const [judged, setJudged] = useState(false)
  const said = fieldErrors(error)
  const wrong = {
    replacement: replacement === null ? t('substitution.nobody') : undefined,
    last: last === '' ? t('absence.day.missing') : last < first ? t('absence.before') : undefined,
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (replacement === null || wrong.last !== undefined) return
    const start = midnight(first)
    onSave({
      replacedId: person.personId,
      replacementId: replacement.id,
      // From today on: from now on.
      ...(start > new Date() ? { start: start.toISOString() } : {}),
      end: midnightAfter(last).toISOString(),
      withStructure,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
  }
  return (
    <Dialog opened title={t('substitution.title', { name: person.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <p className={dialog['about']}>{t('substitution.effect')}</p>
          <Picker
            {...searching}
            label={t('substitution.replacement')}
            help={t('add.search.help')}
            nothing={t('absence.replacement.nobody')}
            picked={replacement}
            onPick={setReplacement}
            found={choicesOf(found, person.personId)}
            error={(judged ? wrong.replacement : undefined) ?? said['replacementId']}
          />
          <div className={css['dates']}>
            <TextInput
              type="date"
              label={t('absence.first')}
              value={first}
              onChange={(event) => setFirst(event.currentTarget.value)}
              error={said['start']}
            />
            <TextInput
              type="date"
              label={t('absence.last')}
              value={last}
              min={first}
              onChange={(event) => setLast(event.currentTarget.value)}
              error={(judged ? wrong.last : undefined) ?? said['end']}
            />
          </div>
          <Switch
            size="md"
            label={t('substitution.with-structure.label')}
            description={t('substitution.with-structure.help')}
            checked={withStructure}
            onChange={(event) => setWithStructure(event.currentTarget.checked)}
          />
          <Textarea
            label={t('substitution.reason')}
            description={t('substitution.reason.help')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            autosize
            minRows={2}
          />
          {error !== null && Object.keys(said).length === 0 && <Failure error={error} title={t('substitution.failed')} />}
          <DialogActions>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('substitution.act')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  )
}
