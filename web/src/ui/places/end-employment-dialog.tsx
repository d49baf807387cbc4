import type { RoomState, StaffEmployment } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import css from '../dialog.module.css'
import { Notice } from '../notice.tsx'
import { ReasonForm } from '../reason-form.tsx'
import { roomName } from './team-rooms.tsx'

interface Given {
  /** Undefined: the dialog is closed. */
  one: StaffEmployment | undefined
  structure: string
  /** Where they are by it. */
  rooms: readonly RoomState[]
  otherSources: readonly string[]
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows whose employment it is and what they lose by its end, before it asks for the reason. */
export function EndEmploymentDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.one !== undefined} title={t('places.end.title')} onClose={given.onClose} returnFocus={!given.busy}>
      {given.one !== undefined && <Form {...given} one={given.one} />}
    </Dialog>
  )
}

function Form({ one, structure, rooms, otherSources, ...given }: Given & { one: StaffEmployment }) {
  const { t, instant, list } = useText()
  const coming = new Date(one.start) > new Date()
  const lost = rooms.map((room) => roomName(t, room))
  return (
    <ReasonForm
      {...given}
      act={t('end.act')}
      failed={t('places.end.failed')}
      label={t('reason')}
      help={t('reason.help')}
      missing={t('reason.missing')}
    >
      <dl className={css['thing']}>
        <dt>{t('end.person')}</dt>
        <dd>
          <span className={css['name']}>{one.name}</span>
          <br />
          {t(`staff.${one.role}`)}
        </dd>
        <dt>{t('column.place')}</dt>
        <dd className={css['name']}>{structure}</dd>
        <dt>{t('history.since')}</dt>
        <dd>{instant(one.start)}</dd>
        <dt>{t('history.source')}</dt>
        <dd>{one.source}</dd>
      </dl>
      <Notice tone="drift">
        <p>
          {coming
            ? t('end.effect.future')
            : otherSources.length > 0
              ? t('places.end.other', { sources: list(otherSources) })
              : lost.length === 0
                ? t('places.end.nothing')
                : t('places.end.effect', { rooms: list(lost) })}
        </p>
        <p>{t('places.end.circles')}</p>
      </Notice>
    </ReasonForm>
  )
}
