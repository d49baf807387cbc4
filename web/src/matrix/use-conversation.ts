import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Conversation, NOTHING, type OpenConversation, openConversation } from './conversation.ts'

/** A room's conversation while the page shows it; around an event when one is named. */
export function useConversation(roomId: string, eventId: string | null): [Conversation, OpenConversation | undefined] {
  const [opened, setOpened] = useState<OpenConversation>()
  const asked = useRef(eventId)
  useEffect(() => {
    const one = openConversation(roomId, asked.current)
    setOpened(one)
    return () => one.close()
  }, [roomId])
  useEffect(() => {
    if (asked.current === eventId) return
    asked.current = eventId
    void opened?.goTo(eventId)
  }, [eventId, opened])
  return [useSyncExternalStore(opened?.subscribe ?? never, opened?.read ?? nothing), opened]
}
const never = () => () => undefined
const nothing = () => NOTHING
