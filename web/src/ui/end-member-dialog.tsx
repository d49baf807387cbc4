import { Button, Stack, Textarea } from '@mantine/core'
import type { Member } from 'bridge/contract'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import css from './dialog.module.css'
import { Failure } from './failure.tsx'
import { when } from './membership.ts'
import { Notice } from './notice.tsx'

interface Given {
  /** Undefined: the dialog is closed. */
  member: Member | undefined
  patient: string
  structure: string
  otherSources: string[]
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows whose membership of which circle it is, and what ending it does, before it asks for the reason. */
export function EndMemberDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.member !== undefined} title={t('end.title')} onClose={given.onClose} returnFocus={!given.busy}>
      {given.member !== undefined && <Form {...given} member={given.member} />}
    </Dialog>
  )
}

function Form({ member, patient, structure, otherSources, busy, error, onSubmit, onClose }: Given & { member: Member }) {
  const { t, instant, list } = useText()
  const [reason, setReason] = useState('')
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const effect = when(member, new Date()) === 'future' ? t('end.effect.future') : t('end.effect')

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (reason.trim() === '') field.current?.focus()
    else onSubmit(reason.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <dl className={css['thing']}>
          <dt>{t('end.person')}</dt>
          <dd>
            <span className={css['name']}>{member.name}</span>
            <br />
            {member.role}
          </dd>
          <dt>{t('end.circle')}</dt>
          <dd>
            <span className={css['name']}>{patient}</span>
            <br />
            {structure}
          </dd>
          <dt>{t('history.since')}</dt>
          <dd>{instant(member.start)}</dd>
          <dt>{t('history.source')}</dt>
          <dd>{member.source}</dd>
        </dl>
        <Notice tone="drift">
          <p>{otherSources.length > 0 ? t('end.effect.other', { sources: list(otherSources) }) : effect}</p>
        </Notice>
        {error !== null && <Failure error={error} title={t('end.failed')} />}
        <Textarea
          ref={field}
          label={t('reason')}
          description={t('reason.help')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={judged && reason.trim() === '' ? t('reason.missing') : undefined}
          maxLength={500}
          autosize
          minRows={2}
          required
          withAsterisk={false}
          data-autofocus
        />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('end.act')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
