import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { OpenConversation } from '../matrix/conversation.ts'
import { deletableOf } from '../matrix/deletable.ts'
import type { Entry } from '../matrix/entries.ts'
import { deleteMessage, discard, react, sayText, sendAgain, showTyping } from '../matrix/send.ts'
import { findByDate } from '../matrix/find-by-date.ts'
import { useConversation } from '../matrix/use-conversation.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { useErrorWords } from '../ui/failure.tsx'
import { useAuthors } from '../ui/journal/authors.ts'
import { Composer } from '../ui/journal/composer.tsx'
import { DeleteDialog } from '../ui/journal/delete-dialog.tsx'
import { DropZone } from '../ui/journal/drop-zone.tsx'
import { JournalFrame } from '../ui/journal/journal-frame.tsx'
import { matrixWords } from '../ui/journal/matrix-words.ts'
import type { Mentionable } from '../ui/journal/mentions.tsx'
import { MessageList } from '../ui/journal/message-list.tsx'
import type { MessageActs } from '../ui/journal/message.tsx'
import { useUploads } from '../ui/journal/use-uploads.ts'

interface Given {
  roomId: string
  /** The message that the address names. */
  evt: string | null
  closed: boolean
  muted: boolean
  /** Who may be mentioned. */
  people: readonly Mentionable[]
  head: (acts: { onMute: () => void; onDate: (day: Date) => void }) => ReactNode
  /** Said instead of everything, to who has no access any more. */
  lost: ReactNode
  onMute: (muted: boolean) => Promise<void>
  /** To a message, or to the end. */
  onGoTo: (event: string | null) => void
}

/** A conversation that is a record: the journal of a patient, the liaison book of a DAC. */
export function ConversationOf({ roomId, evt, closed, muted, people, head, lost, onMute, onGoTo }: Given) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const { me, house, book } = useAuthors()
  const [conversation, opened] = useConversation(roomId, evt)
  const uploads = useUploads(roomId)
  const [draft, setDraft] = useState('')
  const [replyingTo, setReplyingTo] = useState<Entry | null>(null)
  const [deleting, setDeleting] = useState<Entry | null>(null)
  const onTyping = useTyping(roomId)
  const { entries, hasLater } = conversation
  const deletable = useMemo(
    () => (hasLater ? null : deletableOf(entries, { kind: book, closed }, me, house)),
    [entries, hasLater, book, closed, me, house],
  )
  const acts = useActs(roomId, setReplyingTo, setDeleting, onGoTo)
  const others = useMemo(() => people.filter(({ userId }) => userId !== me), [people, me])

  if (conversation.status === 'lost') return lost
  const turn = async () => {
    try {
      await onMute(!muted)
      say(t(muted ? `${book}.unmuted.done` : `${book}.muted.done`))
    } catch (error) {
      warn(words(error).message)
    }
  }
  const onDate = async (day: Date) => {
    const found = await findByDate(roomId, day)
    if (found === null) return warn(t('journal.date.none'))
    onGoTo(found)
  }
  return (
    <DropZone onFiles={closed ? undefined : uploads.add}>
      {head({ onMute: () => void turn(), onDate: (day) => void onDate(day) })}
      <JournalFrame conversation={conversation} opened={opened} roomId={roomId} found={evt} onEnd={() => endOf(opened, evt, onGoTo)}>
        <MessageList
          {...acts}
          conversation={conversation}
          deletable={deletable}
          writable={!closed}
          found={evt}
          onEarlier={() => void opened?.earlier()}
          onLater={() => void opened?.later()}
        />
      </JournalFrame>
      <Composer
        closed={closed}
        draft={draft}
        onDraft={setDraft}
        replyingTo={replyingTo}
        onStopReplying={() => setReplyingTo(null)}
        people={others}
        uploads={uploads}
        typing={conversation.typing}
        onTyping={onTyping}
        onSay={(text, mentions) => {
          sayText(roomId, { text, mentions, replyTo: replyingTo?.eventId ?? undefined })
          setReplyingTo(null)
          if (hasLater) endOf(opened, evt, onGoTo)
        }}
      />
      {deleting !== null && (
        <DeleteDialog
          entry={deleting}
          deletable={deleting.key === deletable}
          onDelete={({ eventId }) => (eventId === null ? Promise.resolve() : deleteMessage(roomId, eventId))}
          onClose={() => setDeleting(null)}
        />
      )}
    </DropZone>
  )
}

/** The address names the message where one is; at the end it names none. */
function endOf(opened: OpenConversation | undefined, evt: string | null, goTo: (event: string | null) => void): void {
  if (evt === null) void opened?.goTo(null)
  else goTo(null)
}

function useActs(
  roomId: string,
  onReply: (entry: Entry) => void,
  onDelete: (entry: Entry) => void,
  onGoTo: (eventId: string) => void,
): MessageActs {
  const { t } = useText()
  const { warn } = useAnnouncer()
  return useMemo(
    () => ({
      onReply,
      onDelete,
      onGoTo,
      onReact: (entry, sign) => {
        if (entry.eventId === null) return
        react(roomId, entry.eventId, sign).catch((error: unknown) => warn(t('journal.react.failed', { why: matrixWords(error) ?? '' })))
      },
      onRetry: (entry) => sendAgain(roomId, entry),
      onDiscard: (entry) => discard(roomId, entry),
    }),
    [roomId, onReply, onDelete, onGoTo, t, warn],
  )
}

/** Told once when it begins, again while it lasts, and when it ends. */
function useTyping(roomId: string) {
  const last = useRef(0)
  return useCallback(
    (typing: boolean) => {
      const now = Date.now()
      if (typing && now - last.current < 10_000) return
      if (!typing && last.current === 0) return
      last.current = typing ? now : 0
      showTyping(roomId, typing)
    },
    [roomId],
  )
}
