import { TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { useId } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import { SearchIcon } from '../icons.tsx'
import css from './search.module.css'

export interface FoundGroup {
  readonly title: string
  readonly items: readonly {
    readonly key: string
    readonly name: string
    readonly about: string
    readonly link: (inside: ReactNode) => ReactNode
  }[]
}
interface Given {
  words: string
  onWords: (words: string) => void
  groups: readonly FoundGroup[]
  searching: boolean
  failed: readonly string[]
  onClose: () => void
}

/** One field, and what it finds by kind. The arrows go from one result to the next. */
export function SearchDialog({ words, onWords, groups, searching, failed, onClose }: Given) {
  const { t } = useText()
  const shown = groups.filter(({ items }) => items.length > 0)
  const enough = words.trim().length >= 2
  return (
    <Dialog opened title={t('search.title')} onClose={onClose}>
      <div className={css['search']} onKeyDown={moveAmongResults}>
        <TextInput
          data-autofocus
          type="search"
          aria-label={t('search.field')}
          leftSection={<SearchIcon size={18} aria-hidden />}
          value={words}
          maxLength={100}
          onChange={(event) => onWords(event.currentTarget.value)}
        />
        <div aria-busy={searching} className={css['results']}>
          {!enough && <p className={css['help']}>{t('search.help')}</p>}
          {enough && !searching && shown.length === 0 && failed.length === 0 && (
            <p className={css['help']}>{t('search.none', { words: words.trim() })}</p>
          )}
          {failed.length > 0 && <p className={css['help']}>{t('search.failed', { what: failed.join(', ') })}</p>}
          {enough && shown.map((group) => <Group key={group.title} {...group} />)}
        </div>
      </div>
    </Dialog>
  )
}

function Group({ title, items }: FoundGroup) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={css['kind']}>
        {title}
      </h3>
      <ul className={css['list']}>
        {items.map(({ key, name, about, link }) => (
          <li key={key}>
            {link(
              <>
                <span className={css['name']}>{name}</span>
                <span className={css['about']}>{about}</span>
              </>,
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function moveAmongResults(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')]
  const next = stops[stops.indexOf(event.target as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
