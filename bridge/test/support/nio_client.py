"""A Matrix client that is not ours (matrix-nio): signs in, acts, looks at its rooms. JSON on stdin, JSON on stdout."""

import asyncio
import base64
import io
import json
import sys

from nio import (
    AsyncClient,
    DownloadError,
    JoinError,
    LoginResponse,
    MemoryDownloadResponse,
    RedactedEvent,
    RoomCreateResponse,
    RoomMessagesResponse,
    RoomPreset,
    RoomRedactError,
    RoomRedactResponse,
    RoomSendResponse,
    SyncResponse,
    UploadResponse,
)

ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


async def timeline(client: AsyncClient, room_id: str, start: str) -> list[str]:
    answer = await client.room_messages(room_id, start=start, limit=100)
    assert isinstance(answer, RoomMessagesResponse), answer
    return [event.body for event in reversed(answer.chunk) if hasattr(event, "body")]


async def say(client: AsyncClient, room: str, content: dict) -> str:
    sent = await client.room_send(room, "m.room.message", content)
    assert isinstance(sent, RoomSendResponse), sent
    return sent.event_id


async def delete_the_last(client: AsyncClient, room: str) -> dict:
    """Says two things, tries to delete the first, deletes the second, and looks at what is left of it."""
    first, second = [await say(client, room, {"msgtype": "m.text", "body": words}) for words in ("un", "deux")]
    refused = await client.room_redact(room, first)
    assert isinstance(refused, RoomRedactError), refused
    deleted = await client.room_redact(room, second)
    assert isinstance(deleted, RoomRedactResponse), deleted
    shown = (await client.room_get_event(room, second)).event
    return {"refused": refused.status_code, "shown": "deleted" if isinstance(shown, RedactedEvent) else type(shown).__name__}


async def share(client: AsyncClient, room: str, picture: bytes) -> str:
    uploaded, _ = await client.upload(io.BytesIO(picture), content_type="image/png", filename="plaie.png", filesize=len(picture))
    assert isinstance(uploaded, UploadResponse), uploaded
    await say(client, room, {"msgtype": "m.image", "body": "plaie.png", "url": uploaded.content_uri, "info": {"mimetype": "image/png"}})
    return uploaded.content_uri


async def fetch(client: AsyncClient, mxc: str) -> str | None:
    got = await client.download(mxc)
    if isinstance(got, DownloadError):
        return None
    assert isinstance(got, MemoryDownloadResponse), got
    return base64.b64encode(got.body).decode()


async def look(asked: dict) -> dict:
    client = AsyncClient(asked["homeserver"], asked["user"])
    try:
        login = await client.login(asked["password"], device_name="nio")
        assert isinstance(login, LoginResponse), login
        first = await client.sync(timeout=0, full_state=True)
        assert isinstance(first, SyncResponse), first
        if "chat" in asked:
            made = await client.room_create(is_direct=True, invite=[asked["chat"]["with"]], preset=RoomPreset.trusted_private_chat, initial_state=[ENCRYPTION])
            assert isinstance(made, RoomCreateResponse), made
            await client.sync(timeout=0)
            sent = await client.room_send(made.room_id, "m.room.message", {"msgtype": "m.text", "body": asked["chat"]["text"]})
            assert isinstance(sent, RoomSendResponse), sent
        if "say" in asked:
            await say(client, asked["say"]["room"], {"msgtype": "m.text", "body": asked["say"]["text"]})
        shared = await share(client, asked["share"]["room"], base64.b64decode(asked["share"]["picture"])) if "share" in asked else None
        fetched = await fetch(client, asked["fetch"]) if "fetch" in asked else None
        deletion = await delete_the_last(client, asked["deletes"]) if "deletes" in asked else None
        refused = isinstance(await client.join(asked["tries"]), JoinError) if "tries" in asked else None
        last = await client.sync(timeout=0)
        assert isinstance(last, SyncResponse), last
        rooms = [
            {
                "id": room.room_id,
                "name": room.display_name,
                "encrypted": room.encrypted,
                "members": sorted(room.users),
                "timeline": await timeline(client, room.room_id, last.next_batch),
            }
            for room in client.rooms.values()
        ]
        return {"userId": login.user_id, "rooms": rooms, "invited": sorted(client.invited_rooms), "refused": refused} | {"shared": shared, "fetched": fetched, "deletion": deletion}
    finally:
        await client.close()


print(json.dumps(asyncio.run(look(json.load(sys.stdin)))))
