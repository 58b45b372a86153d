"""`vorzimmer demo`: the server, one German and one English caller, and what came of it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from rich.console import Console

from app.commands.call import CallSeen
from app.commands.demo_callers import ENGLISH, GERMAN
from app.commands.place import CallOptions, place
from app.domain.errors import ConfigurationError
from app.settings import Settings

READY_WITHIN_S = 90.0
ASK_EVERY_S = 0.2
STOP_WITHIN_S = 10.0

CALLERS = (("German", GERMAN, "+493023125198"), ("English", ENGLISH, "+493023125197"))


async def show_demo(settings: Settings, out: Path, console: Console) -> bool:
    """True when every caller got the appointment."""
    booked = []
    async with server(settings, console):
        for name, persona, number in CALLERS:
            console.rule(f"{name} caller")
            options = CallOptions(
                caller=persona, language=persona.language, from_number=number, wav=out / f"demo_{persona.language}.wav"
            )
            booked.append(_is_booked(await place(options, settings, console)))
    return all(booked)


def _is_booked(seen: CallSeen) -> bool:
    return seen.record.get("outcome") == "booked"


@asynccontextmanager
async def server(settings: Settings, console: Console) -> AsyncIterator[None]:
    """The server that already runs at this address, or one of our own for as long as the block lasts."""
    url = f"http://127.0.0.1:{settings.port}"
    async with httpx.AsyncClient(timeout=2) as http:
        if await _ready(http, url):
            console.print(f"Using the server at {url}.")
            yield
            return
        log_path = Path("out/demo_server.log")
        log_path.parent.mkdir(parents=True, exist_ok=True)
        with log_path.open("wb") as log:  # noqa: ASYNC230  one small local file, before anything runs
            running = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "app.cli", "serve", stdout=log, stderr=log, env={**os.environ}
            )
        try:
            await _until_ready(http, url, running, log_path)
            yield
        finally:
            if running.returncode is None:
                running.terminate()
                try:
                    async with asyncio.timeout(STOP_WITHIN_S):
                        await running.wait()
                except TimeoutError:
                    running.kill()
                    await running.wait()


async def _ready(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(f"{url}/readyz")).is_success
    except httpx.HTTPError:
        return False


async def _until_ready(http: httpx.AsyncClient, url: str, running: asyncio.subprocess.Process, log_path: Path) -> None:
    for _ in range(round(READY_WITHIN_S / ASK_EVERY_S)):
        if await _ready(http, url):
            return
        if running.returncode is not None:
            raise ConfigurationError(f"the server ended with status {running.returncode}: see {log_path}")
        await asyncio.sleep(ASK_EVERY_S)
    raise ConfigurationError(f"the server was not ready within {READY_WITHIN_S:.0f} s: see {log_path}")
