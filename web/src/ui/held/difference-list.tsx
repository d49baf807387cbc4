import { Link } from '@tanstack/react-router'
import type { AccessChange } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './held.module.css'

const placeOf = ({ circle, structure }: AccessChange) => `${circle?.id ?? ''} ${structure.id}`

/** Who would lose and gain what, place after place, as they come. */
export function DifferenceList({ changes }: { changes: readonly AccessChange[] }) {
  const places = Map.groupBy(changes, placeOf)
  return (
    <ul className={css['places']}>
      {[...places].map(([place, its]) => (
        <li key={place} className={css['place']}>
          {its[0] !== undefined && <Place of={its[0]} />}
          <ul className={css['changes']}>
            {its.map((one) => (
              <Line key={`${one.change} ${one.person.id}`} one={one} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function Place({ of: { circle, structure } }: { of: AccessChange }) {
  const { t } = useText()
  return (
    <>
      <h3 className={css['placeName']}>
        {circle === null ? (
          t('held.losses.team')
        ) : (
          <Link to="/admin/cercles/$id" params={{ id: circle.id }} className={link['link']}>
            {t('held.losses.journal', { patient: circle.patient })}
          </Link>
        )}
      </h3>
      <p className={css['fine']}>{structure.name}</p>
    </>
  )
}

const TONES = { lost: 'bad', gained: 'ok' } as const

function Line({ one: { change, person, since } }: { one: AccessChange }) {
  const { t, day } = useText()
  return (
    <li className={css['change']}>
      <span className={css['what']}>
        <span className={css['name']}>{person.name}</span>
        <span className={css['fine']}>
          {[person.profession, ...(since === null ? [] : [t('held.losses.since', { when: day(since) })])].join(' · ')}
        </span>
      </span>
      <Tag tone={TONES[change]}>{t(`held.change.${change}`)}</Tag>
    </li>
  )
}
