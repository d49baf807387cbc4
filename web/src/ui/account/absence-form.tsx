import { Button, Stack, TextInput } from '@mantine/core'
import type { Absence, Correspondent } from 'bridge/contract'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { dayOf, midnight, midnightAfter } from '../days.ts'
import { fieldErrors, useErrorWords } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import { type Choice, Picker } from '../picker.tsx'
import css from './account.module.css'

interface Given {
  absence: Absence | null
  search: string
  onSearch: (words: string) => void
  found: readonly Correspondent[] | undefined
  searching: boolean
  searchError: Error | null
  busy: boolean
  failure: Error | null
  onSave: (absence: { from: string; until: string; replacement?: string }) => void
  onCancel: () => void
}

/** Whole days: from the morning of the first to the evening of the last. */
export function AbsenceForm({ absence, busy, failure, onSave, onCancel, found, ...searching }: Given) {
  const { t } = useText()
  const words = useErrorWords()
  const [first, setFirst] = useState(() => dayOf(absence === null ? new Date() : new Date(absence.from)))
  const [last, setLast] = useState(() => (absence === null ? '' : dayOf(new Date(new Date(absence.until).getTime() - 1))))
  const [replacement, setReplacement] = useState<Choice | null>(absence?.replacement ?? null)
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const said = fieldErrors(failure)
  const missing = (day: string) => (day === '' ? t('absence.day.missing') : undefined)
  const errors = {
    first: missing(first),
    last: missing(last) ?? (last < first ? t('absence.before') : midnightAfter(last) <= new Date() ? t('absence.past') : undefined),
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (errors.first !== undefined || errors.last !== undefined) return
    onSave({
      from: midnight(first).toISOString(),
      until: midnightAfter(last).toISOString(),
      ...(replacement === null ? {} : { replacement: replacement.id }),
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" className={css['form'] ?? ''}>
        <div className={css['dates']}>
          <TextInput
            ref={field}
            type="date"
            required
            withAsterisk={false}
            label={t('absence.first')}
            value={first}
            onChange={(event) => setFirst(event.currentTarget.value)}
            error={(judged ? errors.first : undefined) ?? said['from']}
          />
          <TextInput
            type="date"
            required
            withAsterisk={false}
            label={t('absence.last')}
            value={last}
            min={first}
            onChange={(event) => setLast(event.currentTarget.value)}
            error={(judged ? errors.last : undefined) ?? said['until']}
          />
        </div>
        <Picker
          {...searching}
          label={t('absence.replacement')}
          help={t('absence.replacement.help')}
          nothing={t('absence.replacement.nobody')}
          picked={replacement}
          onPick={setReplacement}
          found={found?.map(({ id, name, profession, structures }) => ({ id, name, about: [profession, ...structures].join(' · ') }))}
          error={said['replacement']}
        />
        {failure !== null && Object.keys(said).length === 0 && (
          <Notice tone="bad">
            <p>{words(failure).message}</p>
          </Notice>
        )}
        <div className={css['acts']}>
          <Button variant="default" onClick={onCancel} disabled={busy}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('absence.save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
