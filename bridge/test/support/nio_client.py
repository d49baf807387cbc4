"""A Matrix client that is not ours (matrix-nio): signs in, looks at its rooms, says one thing. JSON on stdin, JSON on stdout."""

import asyncio
import json
import sys

from nio import AsyncClient, JoinError, LoginResponse, RoomCreateResponse, RoomMessagesResponse, RoomPreset, RoomSendResponse, SyncResponse


ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


async def timeline(client: AsyncClient, room_id: str, start: str) -> list[str]:
    answer = await client.room_messages(room_id, start=start, limit=100)
    assert isinstance(answer, RoomMessagesResponse), answer
    return [event.body for event in reversed(answer.chunk) if hasattr(event, "body")]


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
            content = {"msgtype": "m.text", "body": asked["say"]["text"]}
            sent = await client.room_send(asked["say"]["room"], "m.room.message", content)
            assert isinstance(sent, RoomSendResponse), sent
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
        return {"userId": login.user_id, "rooms": rooms, "invited": sorted(client.invited_rooms), "refused": refused}
    finally:
        await client.close()


print(json.dumps(asyncio.run(look(json.load(sys.stdin)))))
