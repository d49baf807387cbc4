import { Client } from 'pg'
import type { GraphEvent } from './room-graph.ts'

interface Row {
  id: string
  type: string
  sender: string
  is_state: boolean
  depth: string
  position: string
  received_at: string
  previous: string[]
  redacts: string | null
  reasoned: boolean
}

/** The graph of a room, read from Synapse's own database: no word of a message is read. Rejected events never were in the room. */
export async function readRoomGraph(
  databaseUrl: string,
  room: string,
): Promise<{ events: Map<string, GraphEvent>; creator: string | undefined; ofDocuments: boolean }> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(
      `select e.event_id as id, e.type, e.sender, e.state_key is not null as is_state, e.depth, e.stream_ordering as position, e.received_ts as received_at,
         coalesce((select array_agg(prev_event_id) from event_edges where event_edges.event_id = e.event_id and not event_edges.is_state), '{}') as previous,
         case when e.type = 'm.room.redaction' then (select coalesce(j.json::json -> 'content' ->> 'redacts', j.json::json ->> 'redacts') from event_json j where j.event_id = e.event_id) end as redacts,
         e.type = 'm.room.redaction' and exists (select from event_json j where j.event_id = e.event_id and trim(coalesce(j.json::json -> 'content' ->> 'reason', '')) <> '') as reasoned
       from events e where e.room_id = $1 and not e.outlier and e.rejection_reason is null`,
      [room],
    )
    const events = rows.map((row): GraphEvent => ({
      id: row.id,
      type: row.type,
      sender: row.sender,
      isState: row.is_state,
      depth: Number(row.depth),
      position: Number(row.position),
      receivedAt: Number(row.received_at),
      previous: row.previous,
      redacts: row.redacts,
      reasoned: row.reasoned,
    }))
    // What the room is for stands in its creation, by the one who made it.
    const { rows: marked } = await client.query<{ kind: string | null }>(
      `select j.json::json -> 'content' -> 'fr.sphere.room' ->> 'kind' as kind from events e join event_json j on j.event_id = e.event_id
       where e.room_id = $1 and e.type = 'm.room.create'`,
      [room],
    )
    return {
      ofDocuments: marked[0]?.kind === 'documents',
      events: new Map(events.map((event) => [event.id, event])),
      creator: events.find(({ type }) => type === 'm.room.create')?.sender,
    }
  } finally {
    await client.end()
  }
}
