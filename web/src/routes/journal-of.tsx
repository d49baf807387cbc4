import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { OwnCircleDetail } from 'bridge/contract'
import { useCallback, useMemo, useRef, useState } from 'react'
import { muteJournal } from '../api/own.ts'
import type { OpenConversation } from '../matrix/conversation.ts'
import { deletableOf } from '../matrix/deletable.ts'
import type { Entry } from '../matrix/entries.ts'
import { deleteMessage, discard, react, sayText, sendAgain, showTyping } from '../matrix/send.ts'
import { findByDate } from '../matrix/find-by-date.ts'
import { useConversation } from '../matrix/use-conversation.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { useErrorWords } from '../ui/failure.tsx'
import { useAuthors } from '../ui/journal/authors.ts'
import { Composer } from '../ui/journal/composer.tsx'
import { DeleteDialog } from '../ui/journal/delete-dialog.tsx'
import { DropZone } from '../ui/journal/drop-zone.tsx'
import { JournalFrame } from '../ui/journal/journal-frame.tsx'
import { JournalHead } from '../ui/journal/journal-head.tsx'
import { matrixWords } from '../ui/journal/matrix-words.ts'
import { MessageList } from '../ui/journal/message-list.tsx'
import type { MessageActs } from '../ui/journal/message.tsx'
import { useUploads } from '../ui/journal/use-uploads.ts'

interface Given {
  circle: OwnCircleDetail
  roomId: string
  /** The message that the address names. */
  evt: string | null
}

export function JournalOf({ circle, roomId, evt }: Given) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const navigate = useNavigate()
  const words = useErrorWords()
  const queries = useQueryClient()
  const { me, house } = useAuthors()
  const [conversation, opened] = useConversation(roomId, evt)
  const uploads = useUploads(roomId)
  const [draft, setDraft] = useState('')
  const [replyingTo, setReplyingTo] = useState<Entry | null>(null)
  const [deleting, setDeleting] = useState<Entry | null>(null)
  const onTyping = useTyping(roomId)
  const closed = circle.status === 'closed'
  const { entries, hasLater } = conversation
  const deletable = useMemo(
    () => (hasLater ? null : deletableOf(entries, { kind: 'journal', closed }, me, house)),
    [entries, hasLater, closed, me, house],
  )
  const goTo = useCallback(
    (event: string | null) =>
      void navigate({
        to: '/dossiers/$id/journal',
        params: { id: circle.id },
        search: event === null ? {} : { evt: event },
        replace: true,
      }),
    [navigate, circle.id],
  )
  const acts = useActs(roomId, setReplyingTo, setDeleting, goTo)
  const people = useMemo(() => unique(circle).filter(({ userId }) => userId !== me), [circle, me])

  if (conversation.status === 'lost') return <DossierLost />
  const onMute = async () => {
    try {
      await muteJournal(circle.id, !circle.muted)
      await queries.invalidateQueries({ queryKey: ['own', 'circles'] })
      say(t(circle.muted ? 'journal.unmuted.done' : 'journal.muted.done'))
    } catch (error) {
      warn(words(error).message)
    }
  }
  const onDate = async (day: Date) => {
    const found = await findByDate(roomId, day)
    if (found === null) return warn(t('journal.date.none'))
    goTo(found)
  }
  return (
    <DropZone onFiles={closed ? undefined : uploads.add}>
      <JournalHead circle={circle} onMute={() => void onMute()} onDate={(day) => void onDate(day)} />
      <JournalFrame conversation={conversation} opened={opened} roomId={roomId} found={evt} onEnd={() => endOf(opened, evt, goTo)}>
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
        people={people}
        uploads={uploads}
        typing={conversation.typing}
        onTyping={onTyping}
        onSay={(text, mentions) => {
          sayText(roomId, { text, mentions, replyTo: replyingTo?.eventId ?? undefined })
          setReplyingTo(null)
          if (hasLater) endOf(opened, evt, goTo)
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

/** Somebody whom several systems hold in the circle is one person. */
const unique = ({ members }: OwnCircleDetail) => [...new Map(members.map((member) => [member.userId, member])).values()]
