import { Button } from '@mantine/core'
import type { Correspondent } from 'bridge/contract'
import type { Recipient } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import { AwayIcon } from '../icons.tsx'
import css from './compose.module.css'

interface Given {
  /** Those among the recipients who can be written to. */
  people: readonly Correspondent[]
  picked: readonly Recipient[]
  /** Who writes: that it is they who stand in is no news to them. */
  me: string | undefined
  onAdd: (person: Recipient) => void
}

/** Who is away, until when, and who stands in: told before one sends, not after. */
export function Absences({ people, picked, me, onAdd }: Given) {
  const { t, day } = useText()
  const away = people.flatMap(({ id, name, absence }) =>
    absence === null ? [] : [{ id, name, ...absence, replacement: absence.replacement?.id === me ? null : absence.replacement }],
  )
  if (away.length === 0) return null
  return (
    <ul className={css['absences']}>
      {away.map(({ id, name, until, replacement }) => (
        <li key={id} className={css['absence']}>
          <AwayIcon size={18} aria-hidden className={css['absenceIcon']} />
          <span>
            {replacement === null
              ? t('compose.absent', { name, when: day(until) })
              : t('compose.absent.replaced', { name, when: day(until), replacement: replacement.name })}
          </span>
          {replacement !== null && !picked.some((one) => one.id === replacement.id) && (
            <Button size="compact-sm" variant="default" onClick={() => onAdd(replacement)}>
              {t('compose.absent.add', { name: replacement.name })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
