import { Button, Loader } from '@mantine/core'
import { Fragment, useMemo } from 'react'
import type { Conversation } from '../../matrix/conversation.ts'
import type { Entry } from '../../matrix/entries.ts'
import { type House, isOfHouse } from '../../matrix/deletable.ts'
import { useText } from '../../text/text.tsx'
import { useAuthors } from './authors.ts'
import css from './journal.module.css'
import { Message, type MessageActs } from './message.tsx'

interface Given extends MessageActs {
  conversation: Conversation
  deletable: string | null
  writable: boolean
  /** The event that the address names. */
  found: string | null
  onEarlier: () => void
  onLater: () => void
}

/** A conversation, a heading per day. */
export function MessageList({ conversation, deletable, writable, found, onEarlier, onLater, ...acts }: Given) {
  const { t } = useText()
  const { me, book, house } = useAuthors()
  const { entries, hasEarlier, hasLater, loading, newFrom: firstNew, readers } = conversation
  const days = useMemo(() => byDay(entries), [entries])
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.eventId, entry])), [entries])
  const readBy = useMemo(() => readersUpTo(entries, readers, house), [entries, readers, house])
  return (
    <div data-messages className={css['messages']}>
      {hasEarlier ? (
        <Button variant="subtle" onClick={onEarlier} disabled={loading === 'earlier'} className={css['page'] ?? ''}>
          {loading === 'earlier' ? (
            <>
              <Loader size="xs" mr={8} /> {t('journal.earlier.loading')}
            </>
          ) : (
            t('journal.earlier')
          )}
        </Button>
      ) : (
        <p className={css['begin']}>{t(`${book}.begin`)}</p>
      )}
      {days.map(({ day, of }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <DayHead day={day} />
          {of.map((entry, index) => (
            <Fragment key={entry.key}>
              {entry.key === firstNew && (
                <p className={css['new']}>
                  <span>{t('journal.new')}</span>
                </p>
              )}
              <Message
                {...acts}
                entry={entry}
                answered={entry.replyTo === null ? null : (byId.get(entry.replyTo) ?? null)}
                follows={entry.key !== firstNew && isSoonAfter(of[index - 1], entry)}
                deletable={entry.key === deletable}
                readers={entry.sender === me ? (readBy.get(entry.key) ?? NOBODY) : NOBODY}
                writable={writable}
                found={found !== null && entry.eventId === found}
              />
            </Fragment>
          ))}
        </section>
      ))}
      {hasLater && (
        <Button variant="subtle" onClick={onLater} disabled={loading === 'later'} className={css['page'] ?? ''}>
          {t('journal.later')}
        </Button>
      )}
    </div>
  )
}
const NOBODY: readonly string[] = []

function DayHead({ day }: { day: string }) {
  const { weekday } = useText()
  return (
    <h2 id={`day-${day}`} className={css['day']}>
      <span>{weekday(new Date(`${day}T12:00:00`))}</span>
    </h2>
  )
}

function byDay(entries: readonly Entry[]): { day: string; of: Entry[] }[] {
  const days: { day: string; of: Entry[] }[] = []
  for (const entry of entries) {
    const at = new Date(entry.at)
    const day = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
    const last = days.at(-1)
    if (last?.day === day) last.of.push(entry)
    // Clocks differ: a message that says the day before stays where it came, under the heading of the day that is there.
    else if (last === undefined || day > last.day) days.push({ day, of: [entry] })
    else last.of.push(entry)
  }
  return days
}

const isSoonAfter = (before: Entry | undefined, entry: Entry): boolean =>
  before !== undefined && before.sender === entry.sender && before.deleted === null && entry.at - before.at < 300_000

/**
 * Which people have read each line: a receipt covers the line that it names, or the last one before it, and all above. What the service says
 * counts for clients as read by it.
 */
function readersUpTo(entries: readonly Entry[], receipts: Conversation['readers'], house: House): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, readonly string[]>()
  let sofar: readonly string[] = []
  for (const entry of entries.toReversed()) {
    const here = receipts.get(entry.eventId ?? '')
    if (here !== undefined) sofar = [...sofar, ...here]
    read.set(
      entry.key,
      sofar.filter((reader) => reader !== entry.sender && !isOfHouse(house, reader)),
    )
  }
  return read
}
