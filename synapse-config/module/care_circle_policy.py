"""Asks the policy service before the homeserver accepts anything but an ordinary message.

Holds no product rule. When nobody answers within two seconds, the act is refused with 503 and Retry-After, which
clients try again by themselves. Every exception that leaves this module is a refusal.
"""

import json
import logging
import os
import secrets
from typing import Any

from synapse.api.errors import Codes, SynapseError
from synapse.events import EventBase
from synapse.module_api import ModuleApi
from synapse.types import Requester, StateMap
from synapse.util.async_helpers import timeout_deferred
from synapse.logging.context import make_deferred_yieldable, run_in_background

logger = logging.getLogger(__name__)

VERSION = "1"
MARKER = "fr.sphere.room"
NOTIFICATIONS = "notifications"
LONGEST_COMMAND = 100
TOTAL_SECONDS = 2.0
FIRST_TRY_SECONDS = 1.2
HEARTBEAT_MS = 10_000
# What a message may carry to be called ordinary; everything else is asked.
ORDINARY_MESSAGES = frozenset({"m.text", "m.notice", "m.emote", "m.image", "m.audio", "m.video", "m.file"})
ORDINARY_RELATIONS = frozenset({None, "m.thread"})


class CareCirclePolicy:
    def __init__(self, config: dict, api: ModuleApi):
        self._api = api
        self._url = config["policy_url"].rstrip("/")
        self._headers = {b"Authorization": [b"Bearer " + config["secret"].encode()]}
        self._bridge = config["bridge_user"]
        self._clock = api._hs.get_clock()
        self._instance = api.worker_name or "main"
        self._boot = f"{os.getpid()}-{secrets.token_hex(4)}"
        api.register_third_party_rules_callbacks(
            check_event_allowed=self.check_event_allowed,
            on_create_room=self.on_create_room,
            check_threepid_can_be_invited=self.never,
            check_visibility_can_be_modified=self.only_private,
            # An administrator's request that would erase a journal, which is a record.
            check_can_shutdown_room=self.never,
        )
        api.register_spam_checker_callbacks(
            user_may_create_room_alias=self.refuse_alias,
            user_may_publish_room=self.refuse_publication,
        )
        api.looping_background_call(self._heartbeat, HEARTBEAT_MS, run_on_all_instances=True)
        api.delayed_background_call(0, self._heartbeat)

    @staticmethod
    def parse_config(config: dict) -> dict:
        for name in ("policy_url", "secret", "bridge_user"):
            if not isinstance(config.get(name), str) or not config[name]:
                raise ValueError(f"care_circle_policy: {name} is missing")
        return config

    async def check_event_allowed(self, event: EventBase, state: StateMap[EventBase]) -> tuple[bool, dict | None]:
        # Synapse's own housekeeping of the event graph; with any content it would be a way to say something.
        if event.type == "org.matrix.dummy_event" and not event.is_state() and not event.content:
            return True, None
        if self._is_ordinary_message(event, state):
            return True, None
        await self._ask("/policy/event", {
            "room_id": event.room_id,
            "marker": self._marker(event, state),
            "event": {**self._describe(event, state), "redaction": await self._redaction(event)},
        })
        return True, None

    async def on_create_room(self, requester: Requester, config: dict, is_admin: bool) -> None:
        # Somebody else's request may be of any size; the service refuses it whatever it holds.
        ours = requester.user.to_string() == self._bridge
        await self._ask("/policy/creation", {"sender": requester.user.to_string(), "config": config if ours else {}})

    # These fail open on exceptions (Synapse swallows them): no input or output here, only the answer.
    async def never(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    # Asked for every new room too, with "private".
    async def only_private(self, _room: str, _state: Any, visibility: str) -> bool:
        return visibility == "private"

    async def refuse_alias(self, _user: str, _alias: Any) -> Codes:
        return Codes.FORBIDDEN

    async def refuse_publication(self, _user: str, _room: str) -> Codes:
        return Codes.FORBIDDEN

    def _is_ordinary_message(self, event: EventBase, state: StateMap[EventBase]) -> bool:
        """A plain message in a room whose marker, set by the bridge, says that everybody writes there."""
        if event.type != "m.room.message" or event.is_state():
            return False
        marker = state.get((MARKER, ""))
        if marker is None or marker.sender != self._bridge or marker.content.get("everybody_writes") is not True:
            return False
        return event.content.get("msgtype") in ORDINARY_MESSAGES and not _edits(event) and not _vanishes(event) and _rel_type(event) in ORDINARY_RELATIONS

    def _marker(self, event: EventBase, state: StateMap[EventBase]) -> dict | None:
        """Kind and registry id written in the creation event, when the bridge made the room."""
        created = event if event.type == "m.room.create" and event.is_state() else state.get(("m.room.create", ""))
        if created is None or created.sender != self._bridge:
            return None
        marker = created.content.get(MARKER)
        if not isinstance(marker, dict) or not all(isinstance(marker.get(key), str) for key in ("kind", "id")):
            return None
        return {"kind": marker["kind"], "id": marker["id"]}

    def _describe(self, event: EventBase, state: StateMap[EventBase]) -> dict:
        """The event without any word of a message: content goes along for state only."""
        former = state.get(("m.room.member", event.state_key)) if event.is_state() and event.type == "m.room.member" else None
        msgtype = event.content.get("msgtype")
        return {
            "type": event.type,
            "state_key": event.state_key if event.is_state() else None,
            "sender": event.sender,
            "content": _plain(event.content) if event.is_state() else None,
            "msgtype": msgtype if isinstance(msgtype, str) else None,
            **self._command(event, state),
            "rel_type": _rel_type(event),
            "edits": _edits(event),
            "vanishes": _vanishes(event),
            "former_membership": former.membership if former is not None else None,
        }

    def _command(self, event: EventBase, state: StateMap[EventBase]) -> dict:
        """In the room where the service speaks to one person, what they write is a command or is refused: short, it goes along. Nowhere else."""
        marker = self._marker(event, state)
        if event.type != "m.room.message" or event.is_state() or marker is None or marker["kind"] != NOTIFICATIONS:
            return {}
        body = event.content.get("body")
        short = isinstance(body, str) and len(body.encode("utf-8", "replace")) <= LONGEST_COMMAND
        return {"body": body if short else None}

    async def _redaction(self, event: EventBase) -> dict | None:
        """What a redaction aims at, and whether it is the newest message of a person that its own prev_events lead back to."""
        if event.type != "m.room.redaction":
            return None
        target_id = event.redacts
        if not isinstance(target_id, str):
            return {"target": None, "newest": False}
        return await self._api.run_db_interaction(
            "care_circle_redaction", _read_redaction, event.room_id, target_id, list(event.prev_event_ids()), self._bridge
        )

    async def _ask(self, path: str, question: dict) -> None:
        """Returns when the act is allowed, raises the refusal otherwise."""
        answer = await self._post(path, question)
        if answer.get("allowed") is True:
            return
        message, code = answer.get("message"), answer.get("code")
        if answer.get("allowed") is not False or not isinstance(message, str) or not isinstance(code, str):
            raise self._nobody_answers()
        raise SynapseError(403, message, Codes.FORBIDDEN, {"fr.sphere.refusal": code})

    async def _post(self, path: str, body: dict) -> dict:
        """One retry within two seconds in all: a service that restarts is not an error yet."""
        deadline = self._clock.time() + TOTAL_SECONDS
        for limit in (FIRST_TRY_SECONDS, TOTAL_SECONDS):
            left = min(limit, deadline - self._clock.time())
            if left <= 0.05:
                break
            try:
                return await self._post_once(path, body, left)
            except Exception as error:  # whatever it is, nobody answered
                logger.warning("policy service: %s on %s", type(error).__name__, path)
                await self._api.sleep(min(0.3, max(0.0, deadline - self._clock.time() - 0.1)))
        raise self._nobody_answers()

    async def _post_once(self, path: str, body: dict, seconds: float) -> dict:
        request = run_in_background(self._api.http_client.post_json_get_json, self._url + path, body, self._headers)
        answer = await make_deferred_yieldable(timeout_deferred(deferred=request, timeout=seconds, cancel_on_shutdown=False, clock=self._clock))
        if not isinstance(answer, dict):
            raise ValueError("not an object")
        return answer

    @staticmethod
    def _nobody_answers() -> SynapseError:
        return SynapseError(
            503,
            "Le service des règles ne répond pas : réessayez dans un instant.",
            Codes.UNKNOWN,
            {"fr.sphere.refusal": "POLICY_UNAVAILABLE", "retry_after_ms": 2000},
            {"Retry-After": "2"},
        )

    async def _heartbeat(self) -> None:
        try:
            await self._post_once("/policy/heartbeat", {"instance": self._instance, "boot": self._boot, "version": VERSION}, TOTAL_SECONDS)
        except Exception as error:
            logger.warning("policy service: no heartbeat (%s)", type(error).__name__)


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
""".format(is_message="(e.type = 'm.room.message' AND e.state_key IS NULL AND e.sender <> %s)")


def _read_redaction(txn: Any, room_id: str, target_id: str, prev_event_ids: list[str], bridge: str) -> dict:
    txn.execute("SELECT type, sender, state_key IS NOT NULL FROM events WHERE event_id = %s AND room_id = %s", (target_id, room_id))
    found = txn.fetchone()
    if found is None:
        return {"target": None, "newest": False}
    txn.execute(NEWEST_MESSAGE, (bridge, prev_event_ids, bridge))
    newest = txn.fetchone()
    return {"target": {"type": found[0], "sender": found[1], "is_state": found[2]}, "newest": newest is not None and newest[0] == target_id}


def _vanishes(event: EventBase) -> bool:
    return any("self_destruct" in key for key in event.content)


def _edits(event: EventBase) -> bool:
    return "m.new_content" in event.content or _rel_type(event) == "m.replace"


def _rel_type(event: EventBase) -> str | None:
    relation = event.content.get("m.relates_to")
    if not isinstance(relation, dict):
        return None
    kind = relation.get("rel_type")
    return kind if isinstance(kind, str) else None if kind is None else "unreadable"


def _plain(content: Any) -> dict:
    """Synapse freezes event contents into immutable types, which its JSON encoder knows and the standard one may not."""
    from synapse.util.frozenutils import unfreeze

    return unfreeze(content)
