import { Button, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Contact, OwnCircle } from 'bridge/contract'
import { useState } from 'react'
import { useText } from '../../text/text.tsx'
import dialog from '../dialog.module.css'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure } from '../failure.tsx'
import link from '../link.module.css'
import { Notice } from '../notice.tsx'
import { type Choice, Picker } from '../picker.tsx'
import { Waiting } from '../states.tsx'
import { ReasonForm } from '../reason-form.tsx'
import { type Searching, choicesOf } from './substitution-dialog.tsx'
import css from './substitutions.module.css'

interface Given extends Searching {
  person: Contact
  busy: boolean
  error: Error | null
  onDepart: (departure: { reason: string; contactId?: string }) => void
  onClose: () => void
}

/** Shows who departs and what that does, and asks why, and whom to write to instead. */
export function DepartureDialog({ person, busy, error, onDepart, onClose, found, ...searching }: Given) {
  const { t } = useText()
  const [contact, setContact] = useState<Choice | null>(null)
  return (
    <Dialog opened title={t('departure.title', { name: person.name })} onClose={onClose} returnFocus={!busy}>
      <ReasonForm
        act={t('departure.act')}
        failed={t('departure.failed')}
        label={t('structure.reason')}
        help={t('departure.reason.help')}
        missing={t('structure.reason.missing')}
        busy={busy}
        error={error}
        onSubmit={(reason) => onDepart({ reason, ...(contact === null ? {} : { contactId: contact.id }) })}
        onClose={onClose}
      >
        <dl className={dialog['thing']}>
          <dt>{t('circle.page.name')}</dt>
          <dd>
            <span className={dialog['name']}>{person.name}</span>
            <br />
            {person.profession}
          </dd>
        </dl>
        <Notice tone="drift" title={t('departure.effects')}>
          <ul className={css['effects']}>
            <li>{t('departure.effect.access')}</li>
            <li>{t('departure.effect.sessions')}</li>
            <li>{t('departure.effect.mail')}</li>
            <li>{t('departure.effect.kept')}</li>
          </ul>
        </Notice>
        <Picker
          {...searching}
          label={t('departure.contact')}
          help={t('departure.contact.help')}
          nothing={t('absence.replacement.nobody')}
          picked={contact}
          onPick={setContact}
          found={choicesOf(found, person.personId)}
        />
      </ReasonForm>
    </Dialog>
  )
}

interface DoneGiven {
  name: string
  /** Undefined: not known yet. */
  left: readonly { circleId: string }[] | undefined
  count: number
  /** Those of the manager: the others are told by their reference alone. */
  circles: readonly OwnCircle[]
  error: Error | null
  onMore: (() => void) | undefined
  onRetry: () => void
  onClose: () => void
}

/** The circles that lost their last member of the structure. */
export function DepartedDialog({ name, left, count, circles, error, onMore, onRetry, onClose }: DoneGiven) {
  const { t } = useText()
  const known = new Map<string, OwnCircle>(circles.map((one) => [one.id, one]))
  return (
    <Dialog opened title={t('departure.done', { name })} onClose={onClose}>
      <Stack gap="lg">
        {count === 0 ? (
          <Notice tone="ok">
            <p>{t('departure.circles.none')}</p>
          </Notice>
        ) : (
          <p className={dialog['about']}>{t('departure.circles', { count })}</p>
        )}
        {error !== null && <Failure error={error} onRetry={onRetry} />}
        {left === undefined && count > 0 && error === null && <Waiting lines={3} />}
        {left !== undefined && left.length > 0 && (
          <ul className={css['circles']}>
            {left.map(({ circleId }) => (
              <li key={circleId}>
                {known.has(circleId) ? (
                  <Link to="/dossiers/$id/cercle" params={{ id: circleId }} className={link['link']}>
                    {known.get(circleId)?.patient.displayName}
                  </Link>
                ) : (
                  t('departure.circle', { id: circleId })
                )}
              </li>
            ))}
          </ul>
        )}
        <DialogActions>
          {onMore !== undefined && (
            <Button variant="default" onClick={onMore}>
              {t('departure.more')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus>
            {t('close')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}
