/** How far a room of the place is with a movement: `followed` says that it was what the registry says, after it and when it was due. */
export interface RoomSeen {
  readonly kind: string
  readonly ref: string
  readonly inStep: boolean
  readonly followed: boolean
  readonly followedAt: Date | null
  readonly since: Date | null
  readonly attempts: number
  readonly nextTry: Date | null
  readonly cause: string | null
}
export interface Moved {
  /** When it takes effect. */
  readonly due: Date
  /** The period that it gave is still in the registry; of what ends, nothing is asked. */
  readonly stands: boolean
  readonly rooms: readonly RoomSeen[]
}
export interface Applying {
  readonly state: 'applied' | 'waiting' | 'planned' | 'replaced' | 'nowhere'
  readonly at: Date | null
  readonly late: readonly RoomSeen[]
}

/** Is what was said true in the rooms, and since when? */
export function applying({ due, stands, rooms }: Moved, now: Date): Applying {
  if (rooms.length === 0) return { state: 'nowhere', at: null, late: [] }
  if (due > now) return stands ? { state: 'planned', at: due, late: [] } : { state: 'replaced', at: null, late: [] }
  const late = rooms.filter(({ inStep, followed }) => !inStep && !followed)
  if (late.length > 0) return { state: 'waiting', at: null, late }
  // Shown by all of them since the last one followed; one that had nothing to do says no hour.
  const since = rooms.map(({ followedAt }) => followedAt?.getTime() ?? Number.NaN)
  const last = Math.max(...since)
  return { state: 'applied', at: Number.isNaN(last) ? null : new Date(last), late: [] }
}
