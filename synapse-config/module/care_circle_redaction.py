"""Whether a deletion aims at the newest message of a person, asked of Synapse's own database: an inbox elsewhere lags behind it."""

from typing import Any

# Walks back along every path of the graph until a message of a person stops it: the newest of those is the newest of all,
# since whatever lay between it and the redaction would have a greater depth. Deleted messages count: their type remains.
NEWEST_MESSAGE = """
    WITH RECURSIVE past AS (
        SELECT event_id, depth, stream_ordering, {is_message} AS is_message FROM events e WHERE event_id = ANY(%s)
        UNION
        SELECT e.event_id, e.depth, e.stream_ordering, {is_message}
        FROM past
        JOIN event_edges ON event_edges.event_id = past.event_id AND NOT event_edges.is_state
        JOIN events e ON e.event_id = event_edges.prev_event_id
        WHERE NOT past.is_message
    )
    SELECT event_id FROM past WHERE is_message ORDER BY depth DESC, stream_ordering DESC LIMIT 1
""".format(is_message="(e.type = 'm.room.message' AND e.state_key IS NULL AND e.sender <> %s AND NOT starts_with(e.sender, %s))")


def read_redaction(txn: Any, room_id: str, target_id: str, prev_event_ids: list[str], bridge: str, systems: str) -> dict:
    txn.execute("SELECT type, sender, state_key IS NOT NULL FROM events WHERE event_id = %s AND room_id = %s", (target_id, room_id))
    found = txn.fetchone()
    if found is None:
        return {"target_id": target_id, "target": None, "newest": False}
    txn.execute(NEWEST_MESSAGE, (bridge, systems, prev_event_ids, bridge, systems))
    newest = txn.fetchone()
    return {
        "target_id": target_id,
        "target": {"type": found[0], "sender": found[1], "is_state": found[2]},
        "newest": newest is not None and newest[0] == target_id,
    }
