import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Conversation, OpenConversation } from '../../matrix/conversation.ts'
import { markRead } from '../../matrix/send.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { Failure } from '../failure.tsx'
import { DownwardIcon } from '../icons.tsx'
import { Empty, Waiting } from '../states.tsx'
import { useAuthors } from './authors.ts'
import css from './journal.module.css'

interface Given {
  conversation: Conversation
  opened: OpenConversation | undefined
  roomId: string
  found: string | null
  onEnd: () => void
  children: ReactNode
}
/** Pixels from an edge that count as being there. */
const NEAR = 80

/** What scrolls: keeps its place when history comes above, follows the end when one is there, and says what was seen. */
export function JournalFrame({ conversation, opened, roomId, found, onEnd, children }: Given) {
  const { t } = useText()
  const { book } = useAuthors()
  const { status, entries, hasLater, hasEarlier, error } = conversation
  const frame = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [away, setAway] = useState(0)
  useKeptPlace(frame, conversation, atEnd, found)
  useSeen(roomId, conversation, atEnd)
  const arrived = useArrivals(conversation)
  useEffect(() => {
    if (!atEnd.current) setAway((count) => count + arrived.length)
  }, [arrived])

  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = frame.current ?? { scrollTop: 0, scrollHeight: 0, clientHeight: 0 }
    const end = scrollHeight - scrollTop - clientHeight < NEAR
    if (end !== atEnd.current) {
      atEnd.current = end
      setAway(end ? 0 : 1e-9)
      if (end && !hasLater) void seen(roomId)
    }
    if (scrollTop < NEAR * 5 && hasEarlier) void opened?.earlier()
    if (end && hasLater) void opened?.later()
  }
  if (status === 'failed') return <Failure error={error} onRetry={() => void opened?.goTo(found)} />
  return (
    <div className={css['scrollFrame']}>
      {/* Scrolled by the keyboard through its messages, which take the focus. */}
      <div
        ref={frame}
        className={css['scroll']}
        onScroll={onScroll}
        aria-busy={status === 'loading'}
        aria-label={t(`${book}.messages`)}
        role="region"
        tabIndex={-1}
      >
        {status === 'loading' ? (
          <Waiting lines={10} height={48} />
        ) : entries.length === 0 && !hasEarlier ? (
          <Empty title={t(`${book}.empty.title`)} why={t(`${book}.empty.why`)} />
        ) : (
          children
        )}
      </div>
      {(away > 0 || hasLater) && status === 'ready' && (
        <Button
          size="compact-md"
          className={css['toEnd'] ?? ''}
          leftSection={<DownwardIcon size={18} aria-hidden />}
          onClick={() => {
            if (hasLater) return onEnd()
            frame.current?.scrollTo({ top: frame.current.scrollHeight })
          }}
        >
          {away >= 1 ? t('journal.to-end.new', { count: Math.floor(away) }) : t('journal.to-end')}
        </Button>
      )}
    </div>
  )
}

/** After each change: at the end, stay there; when something came above, do not move under the reader's eyes. */
function useKeptPlace(
  frame: React.RefObject<HTMLDivElement | null>,
  { status, entries, loading }: Conversation,
  atEnd: React.RefObject<boolean>,
  found: string | null,
): void {
  const before = useRef({ first: '', fromEnd: 0, opened: false })
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return
    if (status !== 'ready') {
      before.current.opened = false
      return
    }
    const first = entries[0]?.key ?? ''
    if (!before.current.opened) {
      before.current.opened = true
      const target = found === null ? null : box.querySelector(`[data-event="${CSS.escape(found)}"]`)
      const fresh = box.querySelector(`.${css['new']}`)
      if (target !== null) target.scrollIntoView({ block: 'center' })
      else if (fresh !== null) fresh.scrollIntoView({ block: 'start' })
      else box.scrollTop = box.scrollHeight
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    } else if (first !== before.current.first) box.scrollTop = box.scrollHeight - before.current.fromEnd
    else if (atEnd.current) box.scrollTop = box.scrollHeight
    before.current.first = first
    const keep = () => {
      before.current.fromEnd = box.scrollHeight - box.scrollTop
    }
    keep()
    box.addEventListener('scroll', keep, { passive: true })
    return () => box.removeEventListener('scroll', keep)
  }, [frame, status, entries, loading, found, atEnd])

  // Pictures take their place late, and a keyboard takes some of the screen.
  useEffect(() => {
    const box = frame.current
    if (box === null) return
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    watch.observe(box)
    if (box.firstElementChild !== null) watch.observe(box.firstElementChild)
    return () => watch.disconnect()
  }, [frame, status, atEnd])
}

/** What is at the end of the screen of a window that somebody looks at was read. */
const seen = (roomId: string) => (document.visibilityState === 'visible' && document.hasFocus() ? markRead(roomId) : undefined)

function useSeen(roomId: string, { status, entries, hasLater, readers }: Conversation, atEnd: React.RefObject<boolean>): void {
  const current = status === 'ready' && !hasLater
  const changed = useRef(() => undefined as void)
  useEffect(() => {
    if (!current) return
    const look = () => {
      if (atEnd.current) void seen(roomId)
    }
    // Counted from the first thing that came: what comes after it does not put it off.
    let timer: ReturnType<typeof setTimeout> | undefined
    changed.current = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        look()
      }, 400)
    }
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      changed.current = () => undefined
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [roomId, current, atEnd])
  // Receipts of others come with events that are no lines: they too are to be read.
  useEffect(() => changed.current(), [current, entries, readers])
}

/** Lines of others that came while the page was open, said once, politely. */
function useArrivals({ status, entries, hasLater }: Conversation) {
  const { t } = useText()
  const { say, hush } = useAnnouncer()
  const { me, of } = useAuthors()
  const last = useRef<number | null>(null)
  // Whoever loses the journal, or leaves it, finds none of its words in the status region.
  useEffect(() => hush, [hush])
  const [arrived, setArrived] = useState<readonly string[]>([])
  useEffect(() => {
    if (status !== 'ready') return void (last.current = null)
    if (hasLater) return
    const newest = Math.max(0, ...entries.slice(-50).map(({ at }) => at))
    const known = last.current
    last.current = newest
    if (known === null) return
    const fresh = entries.slice(-50).filter(({ at, sender, deleted }) => at > known && sender !== me && deleted === null)
    if (fresh.length === 0) return
    setArrived(fresh.map(({ key }) => key))
    const words = fresh.map((entry) =>
      t('journal.arrived', { name: of(entry.sender).name, text: entry.file?.name ?? entry.body.slice(0, 300) }),
    )
    say(words.join('. '), { shown: false })
  }, [status, entries, hasLater, me, of, say, t])
  return arrived
}
