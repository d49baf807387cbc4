import { type Sessions } from './accounts.ts'
import { personId } from './content.ts'
import { inParallel } from './in-parallel.ts'
import type { Conversation } from './rooms.ts'
import { spoken } from './session.ts'

/** Several rooms at a time, each in its own order; what a room already holds is not said again. */
export async function holdConversations(
  conversations: readonly Conversation[],
  sessions: Sessions,
  say: (line: string) => void,
): Promise<void> {
  const total = conversations.reduce((sum, { messages }) => sum + messages.length, 0)
  let done = 0
  let lastWord = Date.now()
  const advance = (messages: number) => {
    done += messages
    if (Date.now() - lastWord < 2_000 && done < total) return
    lastWord = Date.now()
    say(`Démonstration : messages ${done}/${total}`)
  }
  // The longest first, so that no room is left alone at the end.
  const order = conversations.toSorted((a, b) => b.messages.length - a.messages.length)
  await inParallel(order, 4, (conversation) => holdConversation(conversation, sessions, advance))
}

async function holdConversation(
  { id, roomId, messages }: Conversation,
  sessions: Sessions,
  advance: (messages: number) => void,
): Promise<void> {
  const lines = await Promise.all(messages.map(async ([who, text, file]) => ({ session: await sessions.of(personId(who)), text, file })))
  const reader = lines[0]?.session
  if (reader === undefined) return

  const present = await reader.listSaid(roomId, new Set(lines.map(({ session, text }) => spoken(session.userId, text))))
  advance(present.size)
  for (const [index, { session, text, file }] of lines.entries()) {
    if (present.has(spoken(session.userId, text))) continue
    await session.say(roomId, `demo-${id}-${index + 1}`, text, file)
    advance(1)
  }
}
