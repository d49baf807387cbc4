import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { isFoundBy } from '../dossiers/sort-dossiers.ts'
import css from './journal.module.css'

export interface Mentionable {
  readonly userId: string
  readonly name: string
  readonly profession: string
}
const ASKED = /(?:^|\s)@([\p{L}\p{M}'’ -]{0,40})$/u
const SHOWN_AT_MOST = 6

/** Who is named after an @, whole. */
export const mentionedIn = (text: string, people: readonly Mentionable[]): string[] =>
  people.filter(({ name }) => text.includes(`@${name}`)).map(({ userId }) => userId)

/** While a name is typed after an @: those of the circle whom it may be. */
export function useMentions(
  people: readonly Mentionable[],
  text: string,
  field: RefObject<HTMLTextAreaElement | null>,
  onText: (text: string) => void,
) {
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const [closedAt, setClosedAt] = useState<string | null>(null)
  const before = text.slice(0, field.current?.selectionStart ?? text.length)
  const asked = closedAt === text ? null : (ASKED.exec(before)?.[1] ?? null)
  const found = asked === null ? [] : people.filter(({ name }) => isFoundBy(name, asked.trim())).slice(0, SHOWN_AT_MOST)
  const at = Math.min(chosen, Math.max(0, found.length - 1))

  const pick = (person: Mentionable) => {
    const start = before.length - (asked?.length ?? 0)
    const named = `${text.slice(0, start)}${person.name} `
    onText(named + text.slice(before.length))
    setClosedAt(named + text.slice(before.length))
    setChosen(0)
    requestAnimationFrame(() => field.current?.setSelectionRange(named.length, named.length))
    field.current?.focus()
  }
  /** Whether the key was for the list of names. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = found[at]
    if (person === undefined) return false
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setChosen((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') pick(person)
    else if (event.key === 'Escape') setClosedAt(text)
    else return false
    event.preventDefault()
    return true
  }
  const open = found.length > 0
  return {
    id,
    found,
    at,
    pick,
    onKeyDown,
    field: {
      role: open ? 'combobox' : undefined,
      'aria-expanded': open || undefined,
      'aria-controls': open ? id : undefined,
      'aria-autocomplete': open ? ('list' as const) : undefined,
      'aria-activedescendant': open ? `${id}-${at}` : undefined,
    },
  }
}

export function Mentions({ id, found, at, pick }: Pick<ReturnType<typeof useMentions>, 'id' | 'found' | 'at' | 'pick'>) {
  const { t } = useText()
  if (found.length === 0) return null
  return (
    <ul id={id} role="listbox" aria-label={t('journal.mentions')} className={css['mentions']}>
      {found.map((person, index) => (
        <li
          key={person.userId}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={css['mention']}
          onMouseDown={(event) => {
            event.preventDefault()
            pick(person)
          }}
        >
          {person.name} · {person.profession}
        </li>
      ))}
    </ul>
  )
}
