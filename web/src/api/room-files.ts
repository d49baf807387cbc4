import { infiniteQueryOptions } from '@tanstack/react-query'
import { own } from './kept-session.ts'
import { query } from './request.ts'

/** A message with a file, as the homeserver tells it. */
export interface FileEvent {
  event_id: string
  sender: string
  origin_server_ts: number
  content: Record<string, unknown>
}
interface Page {
  chunk: FileEvent[]
  end?: string
}
const FILTER = JSON.stringify({ types: ['m.room.message'], contains_url: true })

/** The files of a room, the newest first, by pages: those of its history that the homeserver lets this person read. */
export const roomFilesQuery = (roomId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['own', 'room-files', roomId],
    queryFn: ({ pageParam, signal }) =>
      own<Page>(
        `/_matrix/client/v3/rooms/${encodeURIComponent(roomId ?? '')}/messages${query({ dir: 'b', limit: 60, filter: FILTER, from: pageParam })}`,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ end }) => end,
    enabled: roomId !== null,
    staleTime: 10_000,
  })
