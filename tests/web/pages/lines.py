"""A server as it is wired, with somebody who may sign in, and callers for Chromium's microphone."""

import asyncio
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.domain.people import Role
from app.main import DrainingServer
from app.ports.people import NewPerson
from app.simulator import sounds
from app.wiring.calls import Wits
from app.wiring.speech import Speech
from app.wiring.stores import Stores, open_stores
from tests.fakes.database import SQLITE, Store
from tests.fakes.engines import tone_pcm16
from tests.fakes.wired import wired
from tests.web.pages.office import CHEAP, PASSWORD

RATE_HZ = 8000


@dataclass(frozen=True)
class Exchange:
    """A running server. `stores` look at the same database from outside."""

    url: str
    stores: Stores
    running: DrainingServer


@asynccontextmanager
async def exchange(folder: Path, wits: Wits, speech: Speech) -> AsyncIterator[Exchange]:
    """With the example business and its owner, who signs in with PASSWORD."""
    async with (
        wired(await Store(SQLITE, folder).empty(), speech, wits) as (settings, running),
        open_stores(settings) as stores,
    ):
        await an_owner(stores)
        yield Exchange(settings.base_url, stores, running)


async def an_owner(stores: Stores, login: str = "anna@praxis.example", role: Role = Role.HOST) -> None:
    person = await stores.people.add(NewPerson(login, "Anna Sommer", role, "de", frozenset()))
    assert person is not None
    await stores.people.set_password(person.id, await CHEAP.make(PASSWORD))


def microphone(path: Path) -> Sequence[str]:
    """Switches with which Chromium hears this file, again and again, and asks nobody for leave."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={path}",
        "--autoplay-policy=no-user-gesture-required",
    )


def write_caller(path: Path, pieces: Sequence[bytes | int]) -> Path:
    """PCM16 at 8 kHz, and pauses in milliseconds between.."""
    pcm16 = b"".join(sounds.silence(piece) if isinstance(piece, int) else piece for piece in pieces)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(pcm16)
    return path


def babble(path: Path) -> Path:
    """Something that sounds like a voice to a loudness detector: bursts, and a pause in which answers fit."""
    return write_caller(path, [1_500, tone_pcm16(700), 3_000])


async def ended(line: Exchange, of: CallOutcome | None = None) -> CallSid:
    """The newest call of this server, once its record is closed."""
    for _ in range(1_200):
        calls = (await line.stores.records.calls()).items
        if calls and calls[0].ended_at is not None:
            assert of is None or calls[0].outcome is of
            return calls[0].call_sid
        await asyncio.sleep(0.1)
    raise AssertionError("the call never ended")
