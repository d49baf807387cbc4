import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RetentionCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import css from './retention.module.css'

interface Given {
  circles: readonly RetentionCircle[]
  chosen: ReadonlySet<string>
  /** Undefined for who may seal nothing. */
  onChoose: ((chosen: ReadonlySet<string>) => void) | undefined
}

/** Circles whose journals may go, with those among them that are chosen. */
export function DueList({ circles, chosen, onChoose }: Given) {
  const { t } = useText()
  const here = circles.filter(({ id }) => chosen.has(id)).length
  return (
    <>
      {onChoose !== undefined && (
        <Checkbox
          className={css['all'] ?? ''}
          label={t('retention.choose.all')}
          checked={here === circles.length}
          indeterminate={here > 0 && here < circles.length}
          onChange={() => onChoose(new Set(here === circles.length ? [] : circles.map(({ id }) => id)))}
        />
      )}
      <ul className={css['due']}>
        {circles.map((circle) => (
          <li key={circle.id} className={css['dueLine']}>
            {onChoose !== undefined && (
              <Checkbox
                checked={chosen.has(circle.id)}
                onChange={() => onChoose(toggled(chosen, circle.id))}
                aria-label={t('retention.choose', { patient: circle.patient.displayName })}
              />
            )}
            <Words circle={circle} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Words({ circle: { id, patient, structure, closedAt } }: { circle: RetentionCircle }) {
  const { t, day } = useText()
  return (
    <div className={css['words']}>
      <Link className={`${link['link']} ${css['name']}`} to="/admin/cercles/$id" params={{ id }}>
        {patient.displayName}
      </Link>
      <span className={css['fine']}>{structure.name}</span>
      {closedAt !== null && (
        <time className={css['since']} dateTime={closedAt}>
          {t('retention.closed-at', { when: day(closedAt) })}
        </time>
      )}
    </div>
  )
}

function toggled(chosen: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(one)) next.add(one)
  return next
}
