import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Movement } from 'bridge/contract'
import { useEffect, useState } from 'react'
import { repair } from '../../api/drift.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useErrorWords } from '../../ui/failure.tsx'

/** What was asked again, until rooms show it. */
interface Replayed {
  ids: ReadonlySet<string>
  /** Milliseconds; an older answer proves nothing. */
  since: number
}
const PATIENCE_MS = 60_000

/** Milliseconds until the next look at movements: quick while something is replayed, calm while something waits. */
export const paceOf = (replayed: ReadonlySet<string>, shown: readonly Movement[] | undefined): number =>
  replayed.size > 0 ? 1_000 : shown?.some(({ applied }) => applied.state === 'waiting') === true ? 5_000 : 30_000

/** Has the rooms of movements compared and put right now, and says when they show them, or why they still do not. */
export function useReplay() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const [replayed, setReplayed] = useState<Replayed | null>(null)
  const asking = useMutation({
    mutationFn: (movements: readonly Movement[]) => repair({ rooms: roomsOf(movements) }),
    onSuccess: async (_queued, movements) => {
      say(t('movements.replay.asked', { count: movements.length }))
      // An answer already on its way describes the time before.
      await queries.cancelQueries({ queryKey: ['movements'] })
      setReplayed({ ids: new Set(movements.map(({ id }) => id)), since: Date.now() })
      void queries.invalidateQueries({ queryKey: ['movements'] })
    },
    onError: (failure) => warn(words(failure).message),
  })
  return { replay: asking.mutate, asking: asking.isPending, replayed, end: () => setReplayed(null) }
}
export type Replay = ReturnType<typeof useReplay>

/** Follows what was replayed in a list that is asked for again and again. */
export function useReplayOutcome({ replayed, end }: Replay, shown: readonly Movement[] | undefined, shownAt: number): void {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const queries = useQueryClient()
  useEffect(() => {
    if (replayed === null || shown === undefined || shownAt <= replayed.since) return
    // What is listed no more waits no more.
    const late = shown.filter(({ id, applied }) => replayed.ids.has(id) && applied.state === 'waiting')
    const failed = late.find(({ applied }) => applied.attempts > 0 && applied.cause !== null)
    if (late.length === 0) say(t('movements.replay.done', { count: replayed.ids.size }))
    else if (failed !== undefined) warn(t('movements.replay.failed', { cause: failed.applied.cause ?? '' }))
    else if (shownAt - replayed.since > PATIENCE_MS) warn(t('movements.replay.slow'))
    else return
    end()
    void queries.invalidateQueries({ queryKey: ['circle'] })
    void queries.invalidateQueries({ queryKey: ['drift'] })
  }, [replayed, shown, shownAt, end, say, warn, t, queries])
}

function roomsOf(movements: readonly Movement[]): Movement['applied']['rooms'] {
  const rooms = movements.flatMap(({ applied }) => applied.rooms)
  return [...new Map(rooms.map((room) => [`${room.kind} ${room.ref}`, room])).values()].slice(0, 200)
}
