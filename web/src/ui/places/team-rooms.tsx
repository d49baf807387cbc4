import { Link } from '@tanstack/react-router'
import type { RoomState } from 'bridge/contract'
import { type useText as useTextOf, useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { StepTag } from '../tag.tsx'
import css from './places.module.css'

type Text = ReturnType<typeof useTextOf>['t']
/** A room of a team, as people call it. */
export const roomName = (t: Text, { kind, name }: RoomState): string => t(`places.room.${kind}`, { name })

const ORDER: readonly RoomState['kind'][] = ['space', 'liaison', 'documents-space', 'documents']
const inOrder = (rooms: readonly RoomState[]) =>
  rooms.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.name.localeCompare(b.name))

/** The rooms of a team: how many are wanted there and how many are, and who differs. */
export function TeamRooms({ rooms }: { rooms: readonly RoomState[] }) {
  const { t, moment } = useText()
  return (
    <ul className={css['rows']}>
      {inOrder(rooms).map((room) => {
        const apart = room.members.filter(({ inStep }) => !inStep)
        const wanted = room.members.filter((one) => one.wanted).length
        const present = room.members.filter(({ actual }) => actual === 'join').length
        return (
          <li key={`${room.kind} ${room.folderId ?? ''}`} className={css['row']}>
            <div>
              <p className={css['name']}>{roomName(t, room)}</p>
              <span className={css['fine']}>
                {t('places.room.counts', { wanted, present })}
                {` · ${room.checkedAt === null ? t('compare.never') : t('compare.checked', { when: moment(room.checkedAt) })}`}
              </span>
              {room.lastError !== null && <span className={css['fine']}>{room.lastError.message}</span>}
              {apart.length > 0 && (
                <ul className={css['apart']}>
                  {apart.map((one) => (
                    <li key={one.userId} className={css['fine']}>
                      {t(one.wanted ? 'places.room.missing' : 'places.room.surplus', { name: one.name })}
                      {one.error !== null && ` ${one.error}`}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <div className={css['side']}>
              <StepTag inStep={room.inStep} />
              {!room.inStep && (
                <Link className={link['link']} to="/admin/ecarts">
                  {t('places.room.drift')}
                </Link>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
