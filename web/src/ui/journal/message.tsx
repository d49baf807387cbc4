import { Button } from '@mantine/core'
import { memo, useId } from 'react'
import type { Entry } from '../../matrix/entries.ts'
import { isOfHouse } from '../../matrix/deletable.ts'
import { useText } from '../../text/text.tsx'
import { DeleteIcon } from '../icons.tsx'
import { useAuthors } from './authors.ts'
import { FileView } from './file-view.tsx'
import { Acts, Sent } from './message-acts.tsx'
import { moveFocus } from './message-keys.ts'
import css from './message.module.css'
import { MarkedText, PlainText } from './rich-text.tsx'

export interface MessageActs {
  onReply: (entry: Entry) => void
  onReact: (entry: Entry, sign: string) => void
  onDelete: (entry: Entry) => void
  onRetry: (entry: Entry) => void
  onDiscard: (entry: Entry) => void
  onGoTo: (eventId: string) => void
}
interface Given extends MessageActs {
  entry: Entry
  /** The message that it answers, when it is at hand. */
  answered: Entry | null
  /** The one before is by the same person, a moment ago. */
  follows: boolean
  deletable: boolean
  /** User identifiers. */
  readers: readonly string[]
  writable: boolean
  found: boolean
}

/** One tab stop; the arrows go to what can be done with it, and to the messages around it. */
export const Message = memo(function Message(given: Given) {
  const { entry, answered, follows, found } = given
  const { time } = useText()
  const { me, house, of } = useAuthors()
  const head = useId()
  const { name, profession } = of(entry.sender)
  const side = isOfHouse(house, entry.sender) ? 'house' : entry.sender === me ? 'mine' : 'theirs'
  const sentAt = new Date(entry.at)
  return (
    <article
      tabIndex={0}
      aria-labelledby={head}
      className={css['message']}
      data-side={side}
      data-follows={follows}
      data-found={found}
      data-event={entry.eventId}
      onKeyDown={(event) => moveFocus(event, given)}
    >
      <p id={head} className={follows && side !== 'house' ? css['unseen'] : css['head']}>
        <span className={css['author']}>{name}</span>
        {profession !== '' && <span className={css['profession']}>{profession}</span>}
        <time dateTime={sentAt.toISOString()}>{time(sentAt)}</time>
      </p>
      <div className={css['row']}>
        <div className={css['bubble']}>
          {entry.replyTo !== null && <Answered entry={answered} onGoTo={() => given.onGoTo(entry.replyTo ?? '')} />}
          <Words entry={entry} />
        </div>
        {side !== 'house' && entry.eventId !== null && entry.deleted === null && <Acts {...given} />}
      </div>
      {entry.reactions.length > 0 && <Reactions {...given} />}
      <Foot {...given} mine={side === 'mine'} />
    </article>
  )
})

function Words({ entry }: { entry: Entry }) {
  const { t } = useText()
  const { of } = useAuthors()
  if (entry.deleted !== null)
    return (
      <p className={css['deleted']}>
        <DeleteIcon size={16} aria-hidden /> {t('journal.deleted', { name: of(entry.deleted.by).name })}
      </p>
    )
  if (entry.file !== null)
    return (
      <>
        <FileView kind={entry.kind} file={entry.file} />
        {entry.body !== entry.file.name && entry.body !== '' && entry.kind !== 'voice' && <PlainText text={entry.body} />}
      </>
    )
  if (entry.kind === 'emote') return <PlainText text={t('journal.emote', { name: of(entry.sender).name, text: entry.body })} />
  return entry.html === null ? <PlainText text={entry.body} /> : <MarkedText html={entry.html} text={entry.body} />
}

function Answered({ entry, onGoTo }: { entry: Entry | null; onGoTo: () => void }) {
  const { t } = useText()
  const { of } = useAuthors()
  const words =
    entry === null
      ? t('journal.reply.unknown')
      : entry.deleted !== null
        ? t('journal.deleted', { name: of(entry.deleted.by).name })
        : t('journal.reply.of', { name: of(entry.sender).name, text: entry.file?.name ?? entry.body.slice(0, 140) })
  return (
    <button type="button" tabIndex={-1} className={css['answered']} onClick={onGoTo}>
      {words}
    </button>
  )
}

function Reactions({ entry, onReact, writable }: Given) {
  const { t } = useText()
  const { me, of } = useAuthors()
  return (
    <ul className={css['reactions']}>
      {entry.reactions.map(({ key, senders }) => (
        <li key={key}>
          <button
            type="button"
            tabIndex={-1}
            className={css['reaction']}
            aria-pressed={senders.includes(me)}
            disabled={senders.includes(me) || !writable}
            title={senders.map((sender) => of(sender).name).join(', ')}
            aria-label={t('journal.reaction', { key, count: senders.length })}
            onClick={() => onReact(entry, key)}
          >
            {key} {senders.length}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Foot(given: Given & { mine: boolean }) {
  const { entry, mine, deletable, onDelete, onRetry, onDiscard } = given
  const { t } = useText()
  if (entry.state === 'failed')
    return (
      <div className={css['failed']} role="group" aria-label={t('journal.failed')}>
        <span>
          {t('journal.failed')}. {entry.failure ?? t('journal.failed.network')}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => onRetry(entry)}>
          {t('journal.retry')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onDiscard(entry)}>
          {t('journal.discard')}
        </Button>
      </div>
    )
  return (
    <div className={css['foot']}>
      {mine && entry.deleted === null && <Sent {...given} />}
      {deletable && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          tabIndex={-1}
          leftSection={<DeleteIcon size={16} aria-hidden />}
          onClick={() => onDelete(entry)}
        >
          {t('journal.delete')}
        </Button>
      )}
    </div>
  )
}
