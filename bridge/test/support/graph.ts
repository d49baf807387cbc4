import type { GraphEvent } from '../../../synapse-config/audit/room-graph.ts'

/** A message in a graph that is one line: each event follows the one of the depth before. */
export const graphEvent = (id: string, depth: number, given: Partial<GraphEvent> = {}): [string, GraphEvent] => [
  id,
  {
    id,
    type: 'm.room.message',
    sender: '@a:x',
    isState: false,
    depth,
    position: depth,
    receivedAt: depth,
    previous: depth === 1 ? [] : [`$${depth - 1}`],
    redacts: null,
    reasoned: false,
    ...given,
  },
]
