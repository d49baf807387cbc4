"""What an event holds, without a word of it: the kind of thing that is said, how large it is, which files it names."""

import re
from collections.abc import Mapping
from typing import Any

from canonicaljson import encode_canonical_json
from synapse.events import EventBase
from synapse.types import StateMap

# What a message may carry to be called ordinary; everything else is asked.
ORDINARY_MESSAGES = frozenset({"m.text", "m.notice", "m.emote", "m.image", "m.audio", "m.video", "m.file"})
ORDINARY_RELATIONS = frozenset({None, "m.thread"})
ORDINARY_BYTES = 8_192
# The address of a file, wherever it stands in a text.
FILE = re.compile(r"mxc://[^/\s\"'<>]{1,230}/[A-Za-z0-9_-]{1,64}")
# People who are mentioned and not there: so many are looked for.
MENTIONS_AT_MOST = 20
# Bounds the question; the rules set their own, lower bound.
FILES_AT_MOST = 30


def is_ordinary(event: EventBase) -> bool:
    """A message of a common kind, not too large, that changes no other."""
    if event.type != "m.room.message" or event.is_state() or event.content.get("msgtype") not in ORDINARY_MESSAGES:
        return False
    return not edits(event) and not vanishes(event) and rel_type_of(event) in ORDINARY_RELATIONS and size_of(event) <= ORDINARY_BYTES


def files_in(content: Any) -> list[str]:
    """Every address of a file in any text of the content, keys included, each once."""
    found: dict[str, None] = {}
    left: list[Any] = [content]
    while left and len(found) < FILES_AT_MOST:
        value = left.pop()
        if isinstance(value, str):
            if "mxc://" in value:
                found.update(dict.fromkeys(FILE.findall(value)))
        elif isinstance(value, Mapping):
            left.extend(value.keys())
            left.extend(value.values())
        elif isinstance(value, (list, tuple)):
            left.extend(value)
    return list(found)[:FILES_AT_MOST]


def absent_in(event: EventBase, state: StateMap[EventBase]) -> list[str]:
    """Whom a message mentions (Matrix specification, m.mentions) who is not in the room."""
    mentions = event.content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    if event.type != "m.room.message" or event.is_state() or not isinstance(users, (list, tuple)):
        return []
    named = dict.fromkeys(user for user in users[:MENTIONS_AT_MOST] if isinstance(user, str) and len(user) <= 255)
    there = (state.get(("m.room.member", user)) for user in named)
    return [user for user, member in zip(named, there) if member is None or member.membership != "join"]


def size_of(event: EventBase) -> int:
    return len(encode_canonical_json(event.content))


def vanishes(event: EventBase) -> bool:
    return any("self_destruct" in key for key in event.content)


def edits(event: EventBase) -> bool:
    return "m.new_content" in event.content or rel_type_of(event) == "m.replace"


def rel_type_of(event: EventBase) -> str | None:
    relation = event.content.get("m.relates_to")
    if not isinstance(relation, dict):
        return None
    kind = relation.get("rel_type")
    return kind if isinstance(kind, str) else None if kind is None else "unreadable"


def plain(content: Any) -> dict:
    """Synapse freezes event contents into immutable types, which its JSON encoder knows and the standard one may not."""
    from synapse.util.frozenutils import unfreeze

    return unfreeze(content)
