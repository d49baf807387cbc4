import type { RoomState, StaffEmployment } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ActDialog, type Told } from '../act-dialog.tsx'
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
export function EndEmploymentDialog({ one, structure, rooms, otherSources, onSubmit, ...given }: Given) {
  const { t, instant, list } = useText()
  const facts: Told[] =
    one === undefined
      ? []
      : [
          [t('end.person'), one.name, t(`staff.${one.role}`)],
          [t('column.place'), structure],
          [t('history.since'), instant(one.start)],
          [t('history.source'), one.source],
        ]
  const lost = rooms.map((room) => roomName(t, room))
  const coming = one !== undefined && new Date(one.start) > new Date()
  const effect = lost.length === 0 ? t('places.end.nothing') : t('places.end.effect', { rooms: list(lost) })
  const kept = otherSources.length > 0 ? t('places.end.other', { sources: list(otherSources) }) : effect
  return (
    <ActDialog
      {...given}
      opened={one !== undefined}
      title={t('places.end.title')}
      facts={facts}
      effect={[coming ? t('end.effect.future') : kept, t('places.end.circles')]}
      act={t('end.act')}
      failed={t('places.end.failed')}
      onAct={onSubmit}
    />
  )
}
