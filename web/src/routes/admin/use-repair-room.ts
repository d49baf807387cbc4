import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RoomState } from 'bridge/contract'
import { useEffect, useState } from 'react'
import { repair } from '../../api/drift.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useErrorWords } from '../../ui/failure.tsx'

/** Has one circle's journal compared and put right now; says when it is what the registry says, or why it still is not. */
export function useRepairRoom(circle: string, state: RoomState | undefined, stateAt: number) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const [since, setSince] = useState<number | null>(null)
  const asking = useMutation({
    mutationFn: () => repair({ rooms: [{ kind: 'journal', ref: circle }] }),
    onSuccess: async () => {
      say(t('repair.room.asked'))
      await queries.cancelQueries({ queryKey: ['circle', circle, 'state'] })
      setSince(Date.now())
      void queries.invalidateQueries({ queryKey: ['circle', circle, 'state'] })
    },
    onError: (failure) => warn(words(failure).message),
  })
  useEffect(() => {
    if (since === null || state === undefined || stateAt <= since) return undefined
    const failed = state.pending !== null && state.pending.attempts > 0 ? state.lastError : null
    if (!state.inStep && failed === null) {
      const look = setTimeout(() => void queries.invalidateQueries({ queryKey: ['circle', circle, 'state'] }), 700)
      return () => clearTimeout(look)
    }
    setSince(null)
    if (state.inStep) say(t('repair.room.done'))
    else warn(t('movements.replay.failed', { cause: failed?.message ?? '' }))
    void queries.invalidateQueries({ queryKey: ['movements'] })
    return undefined
  }, [since, state, stateAt, circle, queries, say, warn, t])
  return { repair: () => asking.mutate(), repairing: asking.isPending || since !== null }
}
