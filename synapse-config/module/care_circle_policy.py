"""Asks the policy service before the homeserver accepts anything but an ordinary message.

Holds no product rule. When nobody answers within two seconds, the act is refused with 503 and Retry-After, which
clients try again by themselves. Every exception that leaves this module is a refusal.
"""

import json
import logging
import os
import secrets
from typing import Any

from care_circle_event import absent_in, edits, files_in, is_ordinary, plain, rel_type_of, size_of, vanishes
from care_circle_redaction import read_redaction
from synapse.api.errors import Codes, SynapseError
from synapse.events import EventBase
from synapse.module_api import NOT_SPAM, ModuleApi
from synapse.spam_checker_api import RegistrationBehaviour
from synapse.types import Requester, StateMap
from synapse.util.async_helpers import timeout_deferred
from synapse.logging.context import make_deferred_yieldable, run_in_background

logger = logging.getLogger(__name__)

VERSION = "4"
MARKER = "fr.sphere.room"
NOTIFICATIONS = "notifications"
LONGEST_COMMAND = 100
TOTAL_SECONDS = 2.0
FIRST_TRY_SECONDS = 1.2
HEARTBEAT_MS = 10_000


class CareCirclePolicy:
    def __init__(self, config: dict, api: ModuleApi):
        self._api = api
        self._url = config["policy_url"].rstrip("/")
        self._headers = {b"Authorization": [b"Bearer " + config["secret"].encode()]}
        self._bridge = config["bridge_user"]
        self._house = frozenset({self._bridge, *config.get("service_users", [])})
        # Accounts whose every message is asked about, and is no message of a person: how their identifiers begin.
        self._systems = config["systems_prefix"]
        self._clock = api._hs.get_clock()
        self._instance = api.worker_name or "main"
        self._boot = f"{os.getpid()}-{secrets.token_hex(4)}"
        api.register_third_party_rules_callbacks(
            check_event_allowed=self.check_event_allowed,
            on_create_room=self.on_create_room,
            check_threepid_can_be_invited=self.never,
            check_visibility_can_be_modified=self.only_private,
            # A journal is a record: whoever holds an administrator's token erases none.
            check_can_shutdown_room=self.only_an_approved_purge,
            check_can_deactivate_user=self.only_by_the_house,
        )
        # A second line: what the configuration and the gateway refuse already is refused here too, whoever comes round them.
        # The callbacks of Synapse that are not used are listed in waived-callbacks.ts, each with the reason.
        api.register_spam_checker_callbacks(
            user_may_create_room=self.only_as_the_registry_says,
            user_may_send_3pid_invite=self.refuse,
            federated_user_may_invite=self.refuse,
            should_drop_federated_event=self.always,
            check_registration_for_spam=self.refuse_registration,
            check_login_for_spam=self.only_people_sign_in,
            check_username_for_spam=self.is_of_the_house,
            user_may_create_room_alias=self.refuse_alias,
            user_may_publish_room=self.refuse_publication,
        )
        api.register_password_auth_provider_callbacks(is_3pid_allowed=self.never)
        api.looping_background_call(self._heartbeat, HEARTBEAT_MS, run_on_all_instances=True)
        api.delayed_background_call(0, self._heartbeat)

    @staticmethod
    def parse_config(config: dict) -> dict:
        for name in ("policy_url", "secret", "bridge_user", "systems_prefix"):
            if not isinstance(config.get(name), str) or not config[name]:
                raise ValueError(f"care_circle_policy: {name} is missing")
        return config

    async def check_event_allowed(self, event: EventBase, state: StateMap[EventBase]) -> tuple[bool, dict | None]:
        # Synapse's own housekeeping of the event graph; with any content it would be a way to say something.
        if event.type == "org.matrix.dummy_event" and not event.is_state() and not event.content:
            return True, None
        media = files_in(event.content)
        absent = absent_in(event, state)
        if not media and not absent and self._is_ordinary_message(event, state):
            return True, None
        await self._ask("/policy/event", {
            "room_id": event.room_id,
            "marker": self._marker(event, state),
            "event": {**self._describe(event, state), "media": media, "absent": absent, "redaction": await self._redaction(event)},
        })
        return True, None

    async def on_create_room(self, requester: Requester, config: dict, is_admin: bool) -> None:
        # Somebody else's request may be of any size; the service refuses it whatever it holds.
        ours = requester.user.to_string() == self._bridge
        await self._ask("/policy/creation", {"sender": requester.user.to_string(), "config": config if ours else {}})

    # These fail open on exceptions (Synapse swallows them): nothing is raised here, and but for purges nobody is asked.
    async def never(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    async def only_an_approved_purge(self, user: str | None, room_id: str) -> bool:
        if user not in self._house:
            return False
        try:
            await self._ask("/policy/purge", {"room_id": room_id, "sender": user})
            return True
        except Exception:  # a refusal, or nobody who answers: Synapse would take what is raised for a yes
            return False

    # Asked for every new room too, with "private".
    async def only_private(self, _room: str, _state: Any, visibility: str) -> bool:
        return visibility == "private"

    # Accounts are ended by the house, through the admin API, or not at all.
    async def only_by_the_house(self, _user: str, by_admin: bool) -> bool:
        return by_admin is True

    async def always(self, *_args: Any, **_kwargs: Any) -> bool:
        return True

    async def refuse(self, *_args: Any, **_kwargs: Any) -> Codes:
        return Codes.FORBIDDEN

    async def only_as_the_registry_says(self, user: str, _config: dict) -> Any:
        """Asked for upgrades too, of which on_create_room hears nothing; the bridge's own request was judged there."""
        if user != self._bridge:
            await self._ask("/policy/creation", {"sender": user, "config": {}})
        return NOT_SPAM

    # Somebody at a door has an address; accounts that the bridge makes have none.
    async def refuse_registration(self, email: Any, _user: Any, seen_from: Any, provider: Any = None) -> RegistrationBehaviour:
        return RegistrationBehaviour.DENY if email or seen_from or provider else RegistrationBehaviour.ALLOW

    async def only_people_sign_in(self, user: str, *_args: Any, **_kwargs: Any) -> Any:
        return Codes.FORBIDDEN if user in self._house else NOT_SPAM

    # True hides the account from the directory of people.
    async def is_of_the_house(self, user_profile: Any) -> bool:
        user = user_profile["user_id"]
        return user in self._house or user.startswith(self._systems)

    async def refuse_alias(self, _user: str, _alias: Any) -> Codes:
        return Codes.FORBIDDEN

    async def refuse_publication(self, _user: str, _room: str) -> Codes:
        return Codes.FORBIDDEN

    def _is_ordinary_message(self, event: EventBase, state: StateMap[EventBase]) -> bool:
        """A plain message in a room whose marker, set by the bridge, says that everybody writes there."""
        if not is_ordinary(event) or event.sender.startswith(self._systems):
            return False
        marker = state.get((MARKER, ""))
        return marker is not None and marker.sender == self._bridge and marker.content.get("everybody_writes") is True

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
            "event_id": event.event_id,
            "type": event.type,
            "state_key": event.state_key if event.is_state() else None,
            "sender": event.sender,
            "content": plain(event.content) if event.is_state() else None,
            "msgtype": msgtype if isinstance(msgtype, str) else None,
            **self._command(event, state),
            "rel_type": rel_type_of(event),
            "edits": edits(event),
            "vanishes": vanishes(event),
            "size": size_of(event),
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
        reason = event.content.get("reason")
        # Whether it says why, and never what: that may name a patient.
        said = {"reason_length": len(reason.strip()) if isinstance(reason, str) else 0}
        target_id = event.redacts
        if not isinstance(target_id, str):
            return {"target_id": None, "target": None, "newest": False, **said}
        found = await self._api.run_db_interaction(
            "care_circle_redaction", read_redaction, event.room_id, target_id, list(event.prev_event_ids()), self._bridge, self._systems
        )
        return {**found, **said}

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
