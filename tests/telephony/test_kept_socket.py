"""A browser's line over one socket after another: what was lost on the way is sent again, and nothing twice."""

import asyncio
from typing import Any, cast

import pytest
from fastapi import WebSocket

from app.telephony.kept_socket import HUNG_UP, MOST_UNCONFIRMED, REPLACED, KeptSocket, Unconfirmed

GONE = {"type": "websocket.disconnect", "code": 1006}


class FakeSocket:
    """One websocket. What is said on it is in `said`, but for what is about the line."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.told_taken: list[str] = []
        self.closed_with: int | None = None
        self._arriving: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def accept(self) -> None: ...

    async def receive(self) -> dict[str, Any]:
        return await self._arriving.get()

    async def send_text(self, text: str) -> None:
        (self.told_taken if text.startswith('{"event":"line"') else self.said).append(text)

    async def close(self, code: int = 1000) -> None:
        self.closed_with = code

    def hears(self, *texts: str) -> None:
        for text in texts:
            self._arriving.put_nowait({"type": "websocket.receive", "text": text})

    def breaks(self, code: int = 1006) -> None:
        self._arriving.put_nowait({"type": "websocket.disconnect", "code": code})


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def joined(kept: KeptSocket, *, had: int = 0) -> tuple[FakeSocket, asyncio.Task[None]]:
    socket = FakeSocket()
    carrying = asyncio.create_task(kept.carry_on(cast(WebSocket, socket), had=had))
    await settle()
    return socket, carrying


async def text_of(kept: KeptSocket) -> str:
    return str((await kept.receive())["text"])


async def test_what_the_page_lacks_comes_again_on_the_next_socket_and_nothing_that_it_has() -> None:
    kept = KeptSocket()
    first, _ = await joined(kept)
    for text in ("one", "two", "three"):
        await kept.send_text(text)
    first.breaks()
    await settle()
    second, _ = await joined(kept, had=2)
    await kept.send_text("four")
    assert first.said == ["one", "two", "three"]
    assert second.said == ["three", "four"]
    await kept.close()


async def test_what_is_to_be_said_waits_until_somebody_is_there() -> None:
    kept = KeptSocket()
    first, _ = await joined(kept)
    first.breaks()
    await settle()
    saying = asyncio.create_task(kept.send_text("one"))
    await settle()
    assert not saying.done()
    second, _ = await joined(kept)
    await saying
    assert second.said == ["one"]
    await kept.close()


async def test_the_page_learns_how_much_of_its_own_was_taken() -> None:
    kept = KeptSocket()
    first, _ = await joined(kept)
    first.hears("a", '{"event":"line","had":0}', "b", '{"event":"line", broken', "c")
    await settle()
    first.breaks()
    await settle()
    second, _ = await joined(kept)
    assert [await text_of(kept) for _ in range(3)] == ["a", "b", "c"]
    assert second.told_taken == ['{"event":"line","taken":3}']
    await kept.close()


async def test_a_new_socket_takes_the_place_of_one_that_only_seems_to_be_there() -> None:
    kept = KeptSocket()
    first, carrying = await joined(kept)
    second, _ = await joined(kept)
    await carrying
    first.hears("from the dead one")
    second.hears("from the new one")
    assert first.closed_with == REPLACED
    assert await text_of(kept) == "from the new one"
    await kept.close()


async def test_a_line_that_stays_away_is_over_for_who_listens_and_who_speaks() -> None:
    kept = KeptSocket(kept_for_s=0.01)
    first, _ = await joined(kept)
    first.breaks()
    await settle()
    with pytest.raises(RuntimeError):
        await kept.send_text("nobody is there")
    assert (await kept.receive())["type"] == "websocket.disconnect"
    late, carrying = await joined(kept)
    await carrying
    assert (late.said, late.closed_with) == ([], HUNG_UP)


async def test_who_hangs_up_is_not_waited_for() -> None:
    kept = KeptSocket(kept_for_s=3_600)
    first, carrying = await joined(kept)
    first.hears("the last words")
    first.breaks(HUNG_UP)
    assert await text_of(kept) == "the last words"
    assert (await kept.receive())["type"] == "websocket.disconnect"
    await carrying
    assert kept.is_over


async def test_a_call_that_ends_closes_its_socket() -> None:
    kept = KeptSocket()
    first, carrying = await joined(kept)
    await kept.close()
    await carrying
    assert first.closed_with == HUNG_UP


async def test_a_page_that_confirms_nothing_is_taken_for_gone_before_memory_runs_full() -> None:
    kept = KeptSocket(kept_for_s=0.01)
    await joined(kept)
    for nth in range(MOST_UNCONFIRMED):
        await kept.send_text(str(nth))
    with pytest.raises(RuntimeError):
        await kept.send_text("one more")


def test_unconfirmed_messages_keep_their_numbers() -> None:
    out = Unconfirmed()
    for text in "abcde":
        out.add(text)
    out.confirm(2)
    out.confirm(1)
    assert (out.sent, len(out), out.after(0), out.after(3), out.after(9)) == (5, 3, ["c", "d", "e"], ["d", "e"], [])
    out.confirm(99)
    assert out.after(0) == []
