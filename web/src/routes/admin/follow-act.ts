import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RoomState } from 'bridge/contract'
import { useEffect, useState } from 'react'
import { circleStateQuery } from '../../api/circles.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'

/** What an administrator has just asked of the registry, until the journal shows it. */
export interface Act {
  kind: 'add' | 'end'
  personId: string
  name: string
  /** Milliseconds; an older state proves nothing. */
  since: number
}

export type Outcome = 'waiting' | 'done' | 'other-source'

/** Has the journal followed? Another source may still want somebody whose membership one source ended. */
export function outcome({ kind, personId }: Pick<Act, 'kind' | 'personId'>, state: RoomState): Outcome {
  const row = state.members.find((member) => member.personId === personId)
  if (kind === 'add') return row?.wanted === true && row.actual === 'join' ? 'done' : 'waiting'
  if (row === undefined) return 'done'
  if (row.wanted) return 'other-source'
  return row.actual === 'join' || row.actual === 'invite' ? 'waiting' : 'done'
}

/** Milliseconds until the next look: quick right after an act, then slower and slower; calm at rest. */
export function pace(act: Act | null, state: RoomState | undefined, now: number): number {
  if (act === null) return state?.inStep === false ? 5_000 : 15_000
  const waited = now - act.since
  if (waited < 10_000) return 500
  return waited < 60_000 ? 2_000 : 10_000
}

/** The state of a circle's journal, and the act that it is still to reflect. Says when it becomes true. */
export function useFollowedState(id: string) {
  const { t, list } = useText()
  const { say, warn } = useAnnouncer()
  const queries = useQueryClient()
  const [act, setAct] = useState<Act | null>(null)
  const found = useQuery({
    ...circleStateQuery(id),
    refetchInterval: ({ state }) => pace(act, state.data, Date.now()),
  })
  const { data: state, dataUpdatedAt } = found

  useEffect(() => {
    if (act === null || state === undefined || dataUpdatedAt <= act.since) return
    const result = outcome(act, state)
    if (result === 'waiting') return
    const { kind, personId, name } = act
    const sources = list(state.members.find((member) => member.personId === personId)?.sources ?? [])
    say(result === 'done' ? t(`act.done.${kind}`, { name }) : t('act.other-source', { name, sources }))
    setAct(null)
    void queries.invalidateQueries({ queryKey: ['circle', id], predicate: ({ queryKey }) => queryKey[2] !== 'state' })
  }, [act, state, dataUpdatedAt, id, queries, say, t, list])

  const error = act === null ? null : (state?.members.find(({ personId }) => personId === act.personId)?.error ?? null)
  useEffect(() => {
    if (act !== null && error !== null) warn(t('act.slow', { name: act.name, error }))
  }, [act, error, warn, t])

  /** The registry has accepted: look at the journal until it follows; `null`: nothing is to change in it now. */
  const follow = async (asked: Omit<Act, 'since'> | null) => {
    // An answer already on its way describes the time before the act.
    await queries.cancelQueries({ queryKey: ['circle', id] })
    setAct(asked === null ? null : { ...asked, since: Date.now() })
    void queries.invalidateQueries({ queryKey: ['circle', id] })
    void queries.invalidateQueries({ queryKey: ['circles'] })
  }
  return { ...found, act, follow }
}
