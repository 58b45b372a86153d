"""The server as it is wired, over a real database; the speech engines may be scripted."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.main import DrainingServer, Meanwhile, create_app
from app.parts import OfferMeanwhile, Parts
from app.settings import Settings
from app.simulator.phone_call import Caller, PhoneCall
from app.wiring.calls import Wits
from app.wiring.server import assemble
from app.wiring.speech import Speech
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts, tone_pcm16
from voice.contract import Language
from voice.engines.protocols import EngineError
from voice.session import SpeechEngines

PRAXIS, CALLER = "+493023125000", "+493023125196"


def scripted_speech(lines: Sequence[str | EngineError]) -> Speech:
    async def warm(_phrases: Iterable[tuple[str, Language]]) -> None:
        return

    return Speech(SpeechEngines(ScriptedStt(lines), ToneTts(letter_ms=4), LoudnessVad()), warm)


def speaker_of(lines: int, *, hang_up_early: bool = False) -> Caller:
    """Makes a sound for each line of the script, once the assistant has finished."""

    async def caller(call: PhoneCall) -> None:
        for _ in range(lines):
            await call.until_finished(quiet_ms=200)
            await call.say(tone_pcm16(600), "a line of the script")
        if not hang_up_early:
            await call.until_finished(quiet_ms=400)
            await call.wait(1_000)

    return caller


@asynccontextmanager
async def wired(
    database_url: str,
    speech: Speech,
    wits: Wits,
    *,
    answer_within_s: float | None = None,
    before: Callable[[Settings], Awaitable[None]] | None = None,
    spool: Path | None = None,
    waits: bool = False,
) -> AsyncIterator[tuple[Settings, DrainingServer]]:
    """On a free port. The server makes its database itself, unless `before` has; with `waits` that may be away.

    `spool` None = one of its own: beside a PostgreSQL it would be everybody's.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener, TemporaryDirectory() as beside:
        settings = Settings(PORT=listener.getsockname()[1], DATABASE_URL=database_url, PUBLIC_URL="")
        if answer_within_s is not None:
            settings = settings.model_copy(update={"answer_within_s": answer_within_s})
        settings = settings.model_copy(update={"spool": spool or Path(beside) / "calls.spool"})
        if before is not None:
            await before(settings)
        meanwhile = Meanwhile()
        offer: OfferMeanwhile | None = (lambda parts, _why: meanwhile.offer(parts)) if waits else None

        @asynccontextmanager
        async def assembly() -> AsyncIterator[Parts]:
            async with assemble(settings, speech, wits, offer=offer) as parts:
                yield parts

        app = create_app(assembly, meanwhile if waits else None)
        running = DrainingServer(app, host="127.0.0.1", port=settings.port, drain_s=0)
        serving = asyncio.create_task(running.serve(sockets=[listener]))
        while not running.started and not serving.done():  # noqa: ASYNC110  uvicorn has no event for it
            await asyncio.sleep(0.01)
        try:
            yield settings, running
        finally:
            running.should_exit = True
            await serving
