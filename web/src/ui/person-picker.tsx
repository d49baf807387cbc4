import { Button, Input, Loader, TextInput } from '@mantine/core'
import type { Person } from 'bridge/contract'
import { type Ref, useEffect } from 'react'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from './announcer.tsx'
import css from './dialog.module.css'
import { useErrorWords } from './failure.tsx'
import { SearchIcon } from './icons.tsx'
import { memberName } from './membership.ts'

export interface PeopleFound {
  items: Person[]
  next: string | null
}
interface Given {
  picked: Person | null
  onPick: (person: Person | null) => void
  already: ReadonlySet<string>
  search: string
  onSearch: (words: string) => void
  found: PeopleFound | undefined
  searching: boolean
  searchError: Error | null
  error: string | undefined
  field: Ref<HTMLInputElement>
  /** What the person is here, when it is not "the professional". */
  label?: string
  /** When nobody has that name. */
  nobody?: string
}

/** Finds somebody by name. Plain buttons under a field: every browser, phone and screen reader knows those. */
export function PersonPicker(given: Given) {
  const { t } = useText()
  return given.picked === null ? (
    <Search {...given} />
  ) : (
    <div>
      <span className={css['label']}>{given.label ?? t('add.search')}</span>
      <div className={css['picked']}>
        <Words person={given.picked} already={given.already} />
        <Button variant="subtle" size="compact-md" onClick={() => given.onPick(null)}>
          {t('add.change')}
        </Button>
      </div>
    </div>
  )
}

function Search({ onPick, already, search, onSearch, found, searching, searchError, error, field, label, nobody }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const words = useErrorWords()
  const settled = !searching && found !== undefined
  useEffect(() => {
    if (settled) say(t('add.found', { count: found.items.length }), { shown: false })
  }, [settled, found, say, t])
  return (
    <div>
      <TextInput
        ref={field}
        type="search"
        label={label ?? t('add.search')}
        description={t('add.search.help')}
        leftSection={<SearchIcon size={18} aria-hidden />}
        rightSection={searching && search.trim().length >= 2 ? <Loader size={18} aria-hidden /> : null}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        // Enter searches, as it always does; it never sends the form half filled.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        error={searchError === null ? error : words(searchError).message}
        maxLength={100}
        autoComplete="off"
        required
        withAsterisk={false}
        data-autofocus
      />
      {found !== undefined && found.items.length > 0 && (
        <ul className={css['results']} aria-label={label ?? t('add.search')}>
          {found.items.map((person) => (
            <li key={person.id}>
              <button type="button" className={css['option']} onClick={() => onPick(person)}>
                <Words person={person} already={already} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {settled && found.items.length === 0 && <Input.Description mt={8}>{nobody ?? t('add.found.none')}</Input.Description>}
      {settled && found.next !== null && <Input.Description mt={8}>{t('add.more')}</Input.Description>}
    </div>
  )
}

function Words({ person, already }: { person: Person; already: ReadonlySet<string> }) {
  const { t } = useText()
  return (
    <span>
      <span className={css['name']}>{memberName(person)}</span>{' '}
      <span className={css['fine']}>
        {person.profession} · {person.localpart}
        {already.has(person.id) && ` · ${t('add.already')}`}
      </span>
    </span>
  )
}
