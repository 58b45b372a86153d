"""`vorzimmer serve`."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

import structlog
import uvloop
from rich.console import Console
from rich.markup import escape

from app.domain.errors import ConfigurationError, StoreUnavailable
from app.log import set_up_logging
from app.main import DrainingServer, Meanwhile, create_app
from app.parts import Parts, PartsMeanwhile
from app.settings import Settings
from app.usecases.choose_password import set_up_code
from app.wiring.calls import load_wits
from app.wiring.late_speech import late_speech, refuse_unknown_names
from app.wiring.server import assemble

log = structlog.get_logger(__name__)


def serve_forever(settings: Settings, console: Console) -> None:
    """Returns after the drain. Raises ConfigurationError when the port is taken, or a setting is wrong."""
    refuse_unknown_names(settings)
    set_up_logging(style=settings.log_format, level=settings.log_level, with_pii=settings.log_pii)
    began = perf_counter()
    refused: list[ConfigurationError] = []
    meanwhile = Meanwhile()

    def answer_meanwhile(parts: PartsMeanwhile, why: str) -> None:
        meanwhile.offer(parts)
        console.print(_database_away(settings, why), soft_wrap=True)

    @asynccontextmanager
    async def assembly() -> AsyncIterator[Parts]:
        wits = await load_wits(settings)
        async with (
            refusals(refused),
            late_speech(settings, loaded=_settle) as loaded,
            assemble(settings, loaded, wits, offer=answer_meanwhile) as parts,
        ):
            console.print(_ready(settings, perf_counter() - began, loaded.fault), soft_wrap=True)
            for name, why in loaded.missing_voices().items():
                console.print(f"[yellow]Another voice speaks for {name}[/yellow], until it does: {escape(why)}\n")
            if parts.pages is not None and (code := await set_up_code(parts.pages.people, parts.pages.codes)):
                console.print(_first_account(settings, code), soft_wrap=True)
            _settle()
            yield parts

    app = create_app(assembly, meanwhile)
    server = DrainingServer(app, host=settings.host, port=settings.port, drain_s=settings.drain_s)
    try:
        uvloop.run(server.serve())
    except SystemExit as error:  # uvicorn's way of saying that it could not start, or not bind; it has logged why
        if refused:
            raise refused[0] from error
        raise ConfigurationError(f"cannot listen on {settings.host}:{settings.port}: is it in use?") from error
    except (KeyboardInterrupt, asyncio.CancelledError):
        log.info("stopped")
    if refused:  # found out when the server ran already
        raise refused[0]


@asynccontextmanager
async def refusals(refused: list[ConfigurationError]) -> AsyncIterator[None]:
    """Keeps what uvicorn would only log."""
    try:
        yield
    except ConfigurationError as error:
        refused.append(error)
        raise
    except StoreUnavailable as error:
        refused.append(ConfigurationError(f"the server could not be put together: {error}"))
        raise


def _settle() -> None:
    """What is loaded now stays: looking through it again and again took 50 ms of a call or a page."""
    gc.collect()
    gc.freeze()


def _ready(settings: Settings, seconds: float, fault: str | None) -> str:
    """`fault` = why no call can be answered by speech yet."""
    local = f"http://127.0.0.1:{settings.port}"
    lines = [
        f"[green]Vorzimmer is ready[/green] after {seconds:.1f} s at {local}",
        "",
    ]
    if fault is not None:
        lines = [
            f"[red]Vorzimmer runs, and its assistant cannot hear or speak[/red] at {local}",
            f"[bold]  {escape(fault)}[/bold]",
            "",
            "  Until it can, calls ring at your people or come to the voicemail, as your description says.",
            "  It is tried again and again, and works without a restart; vorzimmer doctor tells more.",
            "",
        ]
    lines += [
        f"  The pages            {local}/",
        '  A call by voice      vorzimmer call --say "Guten Tag, ich hätte gern einen Termin zur Kontrolle."',
        "  Two whole calls      make demo (or vorzimmer demo)",
        "  The API              vorzimmer token create NAME, then /api/v1 (described in /openapi.json)",
    ]
    if settings.twilio_auth_token is None:
        lines.append("  A real number        README: PUBLIC_URL and TWILIO_AUTH_TOKEN in .env")
    else:
        lines.append(f"  Twilio               webhook for incoming calls: {settings.base_url}/twilio/voice (POST)")
    return "\n".join([*lines, ""])


def _database_away(settings: Settings, why: str) -> str:
    return (
        f"[red]Vorzimmer runs, and its database does not answer[/red] at http://127.0.0.1:{settings.port}\n"
        f"[bold]  {escape(why)}[/bold]\n\n"
        "  Until it does, calls ring at your people or come to the voicemail, and are put on record later.\n"
        "  It is tried again and again, and all goes on without a restart; vorzimmer doctor tells more.\n"
    )


def _first_account(settings: Settings, code: str) -> str:
    return (
        "[yellow]Nobody has an account yet.[/yellow] Open this once, within 7 days, to make the first one:\n\n"
        f"  {settings.base_url}/welcome#{code}\n"
    )
