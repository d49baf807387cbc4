import { Input, Loader } from '@mantine/core'
import type { Correspondent } from 'bridge/contract'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Recipient } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { RemoveIcon } from '../icons.tsx'
import css from './recipients.module.css'

export const RECIPIENTS_AT_MOST = 20

interface Given {
  picked: readonly Recipient[]
  onPicked: (picked: readonly Recipient[]) => void
  words: string
  onWords: (words: string) => void
  /** Whom the words may mean; undefined while nobody was looked for. */
  found: readonly Correspondent[] | undefined
  searching: boolean
  error: string | undefined
  /** Those of whom something is wrong. */
  wrong: ReadonlySet<string>
}

/** To whom: one chip per person, and a field that finds the next one. */
export function Recipients({ picked, onPicked, words, onWords, found, searching, error, wrong }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState(false)
  const offered = found?.filter((one) => !picked.some((other) => other.id === one.id))
  const open = !closed && offered !== undefined && offered.length > 0
  const at = Math.min(chosen, (offered?.length ?? 1) - 1)
  const count = offered?.length
  const full = picked.length >= RECIPIENTS_AT_MOST
  useEffect(() => {
    if (count !== undefined && !searching) say(t('compose.to.found', { count }), { shown: false })
  }, [count, searching, words, say, t])

  const add = ({ id: personId, name }: Correspondent) => {
    onPicked([...picked, { id: personId, name }])
    onWords('')
    setChosen(0)
    say(t('compose.to.added', { name }), { shown: false })
    field.current?.focus()
  }
  const remove = (one: Recipient) => {
    onPicked(picked.filter((other) => other.id !== one.id))
    say(t('compose.to.removed', { name: one.name }), { shown: false })
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = picked.at(-1)
    if (event.key === 'Backspace' && words === '' && last !== undefined) return remove(last)
    // Enter never sends a mail from here; with Ctrl it does, as everywhere on the page.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
    if (!open) return
    const person = offered[at]
    if (event.key === 'ArrowDown') setChosen((at + 1) % offered.length)
    else if (event.key === 'ArrowUp') setChosen((at + offered.length - 1) % offered.length)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.nativeEvent.isComposing && person !== undefined) add(person)
    else if (event.key === 'Escape') setClosed(true)
    else return
    event.preventDefault()
  }
  return (
    <Input.Wrapper
      size="md"
      label={t('compose.to')}
      labelProps={{ htmlFor: `${id}-field` }}
      description={full ? t('compose.to.full') : t('compose.to.help')}
      descriptionProps={{ id: `${id}-help` }}
      error={error}
      errorProps={{ id: `${id}-error`, mt: 6 }}
      inputContainer={(children) => <div className={css['place']}>{children}</div>}
    >
      {/* Around the chips too, a click is meant for the field; the keyboard has the field itself. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className={css['box']} data-wrong={error !== undefined} onClick={() => field.current?.focus()}>
        {picked.length > 0 && (
          <ul className={css['chips']} aria-label={t('compose.to.picked')}>
            {picked.map((one) => (
              <li key={one.id} className={css['chip']} data-wrong={wrong.has(one.id)}>
                <span>{one.name}</span>
                <button
                  type="button"
                  className={css['remove']}
                  aria-label={t('compose.to.remove', { name: one.name })}
                  onClick={() => remove(one)}
                >
                  <RemoveIcon size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          ref={field}
          id={`${id}-field`}
          className={css['field']}
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={open ? `${id}-${at}` : undefined}
          aria-describedby={error === undefined ? `${id}-help` : `${id}-error ${id}-help`}
          aria-invalid={error !== undefined}
          autoComplete="off"
          maxLength={100}
          disabled={full}
          value={words}
          onChange={(event) => {
            onWords(event.currentTarget.value)
            setChosen(0)
            setClosed(false)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setClosed(true)}
          onFocus={() => setClosed(false)}
        />
        {searching && words.trim().length >= 2 && <Loader size={18} aria-hidden className={css['loader'] ?? ''} />}
      </div>
      {open && (
        <ul id={`${id}-list`} role="listbox" aria-label={t('compose.to.found.list')} className={css['list']}>
          {offered.map((one, index) => (
            <li
              key={one.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={css['option']}
              onMouseDown={(event) => {
                event.preventDefault()
                add(one)
              }}
            >
              <span className={css['name']}>{one.name}</span>
              <span className={css['fine']}>{[one.profession, ...one.structures].join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      {!open && !searching && count === 0 && words !== '' && <p className={css['nobody']}>{t('compose.to.found', { count: 0 })}</p>}
    </Input.Wrapper>
  )
}
