import { Button, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Contact, Substitution } from 'bridge/contract'
import { useState } from 'react'
import { correspondentsQuery } from '../../api/own.ts'
import { createSubstitution, endStaffAbsence, endSubstitution, putStaffAbsence } from '../../api/staff.ts'
import { useText } from '../../text/text.tsx'
import { AbsenceForm } from '../../ui/account/absence-form.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { lastDay } from '../../ui/days.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ReasonForm } from '../../ui/reason-form.tsx'
import { SubstitutionDialog } from '../../ui/structure/substitution-dialog.tsx'
import { Facts } from '../../ui/structure/substitution-list.tsx'

export interface ForPerson {
  structure: string
  person: Contact
  onClose: () => void
}

/** Everything that a manager's act may have changed on this page. */
export function useDone(structure: string) {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['contacts', 'substitutions', 'held-departures'].map((what) => queries.invalidateQueries({ queryKey: ['own', what, structure] })),
    )
}
export function useSearching() {
  const [search, setSearch] = useState('')
  const { data, isFetching, error } = useQuery(correspondentsQuery(search.trim()))
  return { search, onSearch: setSearch, found: data, searching: isFetching, searchError: error }
}

export function Substitute({ structure, person, onClose }: ForPerson) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const done = useDone(structure)
  const saving = useMutation({
    mutationFn: (body: Parameters<typeof createSubstitution>[1]) => createSubstitution(structure, body),
    onSuccess: async ({ replacement, replaced }) => {
      say(t('substitution.done', { replacement: replacement.name, replaced: replaced.name }))
      await done()
      onClose()
    },
  })
  return (
    <SubstitutionDialog
      {...useSearching()}
      person={person}
      busy={saving.isPending}
      error={saving.error}
      onSave={saving.mutate}
      onClose={onClose}
    />
  )
}

export function EndSubstitution({
  structure,
  substitution: one,
  onClose,
}: {
  structure: string
  substitution: Substitution
  onClose: () => void
}) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const done = useDone(structure)
  const coming = one.state === 'coming'
  const ending = useMutation({
    mutationFn: (reason: string) => endSubstitution(structure, one.id, reason),
    onSuccess: async () => {
      say(t(coming ? 'substitution.cancelled' : 'substitution.ended'))
      await done()
      onClose()
    },
  })
  return (
    <Dialog opened title={t(coming ? 'substitution.cancel.title' : 'substitution.end.title')} onClose={onClose}>
      <ReasonForm
        act={t(coming ? 'substitution.cancel' : 'substitution.end')}
        failed={t('substitution.end.failed')}
        label={t('structure.reason')}
        help={t('substitution.reason.help')}
        missing={t('structure.reason.missing')}
        busy={ending.isPending}
        error={ending.error}
        onSubmit={ending.mutate}
        onClose={onClose}
      >
        <div>
          <p className={dialog['name']}>{t('substitution.who', { replacement: one.replacement.name, replaced: one.replaced.name })}</p>
          <Facts one={one} />
        </div>
        <Notice tone="drift">
          <p>{t(coming ? 'substitution.cancel.effect' : 'substitution.end.effect', { name: one.replacement.name })}</p>
        </Notice>
      </ReasonForm>
    </Dialog>
  )
}

export function AbsenceOf({ structure, person, onClose }: ForPerson) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const done = useDone(structure)
  const saving = useMutation({
    mutationFn: (absence: Parameters<typeof putStaffAbsence>[2]) => putStaffAbsence(structure, person.personId, absence),
    onSuccess: async () => {
      say(t('manage.absence.done', { name: person.name }))
      await done()
      onClose()
    },
  })
  return (
    <Dialog opened title={t('manage.absence.of', { name: person.name })} onClose={onClose}>
      <Stack gap="lg">
        <p className={dialog['about']}>{t('manage.absence.effect')}</p>
        <AbsenceForm
          {...useSearching()}
          absence={person.absence}
          busy={saving.isPending}
          failure={saving.error}
          onSave={saving.mutate}
          onCancel={onClose}
        />
      </Stack>
    </Dialog>
  )
}

export function EndAbsence({ structure, person, onClose }: ForPerson) {
  const { t, day } = useText()
  const { say } = useAnnouncer()
  const done = useDone(structure)
  const ending = useMutation({
    mutationFn: () => endStaffAbsence(structure, person.personId),
    onSuccess: async () => {
      say(t('manage.absence.ended', { name: person.name }))
      await done()
      onClose()
    },
  })
  return (
    <Dialog opened title={t('manage.absence.end.title', { name: person.name })} onClose={onClose}>
      <Stack gap="lg">
        {person.absence !== null && <p className={dialog['about']}>{t('contacts.away', { until: day(lastDay(person.absence.until)) })}</p>}
        {ending.error !== null && <Failure error={ending.error} title={t('absence.not-ended')} />}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={ending.isPending} onClick={() => ending.mutate()} data-autofocus>
            {t('manage.absence.end')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}
