import { Button, Input, Loader, TextInput } from '@mantine/core'
import { useEffect } from 'react'
import { useText } from '../text/text.tsx'
import css from './dialog.module.css'
import { useErrorWords } from './failure.tsx'
import { SearchIcon } from './icons.tsx'

export interface Choice {
  id: string
  name: string
  about?: string
}
interface Given {
  label: string
  help: string
  /** When nothing has that name. */
  nothing: string
  picked: Choice | null
  onPick: (choice: Choice | null) => void
  search: string
  onSearch: (words: string) => void
  found: Choice[] | undefined
  searching: boolean
  searchError: Error | null
  error?: string | undefined
  onFound?: (count: number) => void
}

/** Finds one thing by its name: a field, and plain buttons under it. For professionals there is `person-picker.tsx`. */
export function Picker({ label, help, nothing, picked, onPick, search, onSearch, found, searching, searchError, error, onFound }: Given) {
  const { t } = useText()
  const words = useErrorWords()
  const settled = picked === null && !searching && found !== undefined
  useEffect(() => {
    if (settled) onFound?.(found.length)
  }, [settled, found, onFound])
  if (picked !== null)
    return (
      <div>
        <span className={css['label']}>{label}</span>
        <div className={css['picked']}>
          <Words choice={picked} />
          <Button variant="subtle" size="compact-md" onClick={() => onPick(null)}>
            {t('add.change')}
          </Button>
        </div>
      </div>
    )
  return (
    <div>
      <TextInput
        type="search"
        label={label}
        description={help}
        leftSection={<SearchIcon size={18} aria-hidden />}
        rightSection={searching && search.trim().length >= 2 ? <Loader size={18} aria-hidden /> : null}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        error={searchError === null ? error : words(searchError).message}
        maxLength={100}
        autoComplete="off"
      />
      {found !== undefined && found.length > 0 && (
        <ul className={css['results']} aria-label={label}>
          {found.map((choice) => (
            <li key={choice.id}>
              <button type="button" className={css['option']} onClick={() => onPick(choice)}>
                <Words choice={choice} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {settled && found.length === 0 && <Input.Description mt={8}>{nothing}</Input.Description>}
    </div>
  )
}

function Words({ choice }: { choice: Choice }) {
  return (
    <span>
      <span className={css['name']}>{choice.name}</span> {choice.about !== undefined && <span className={css['fine']}>{choice.about}</span>}
    </span>
  )
}
