"""Where `vorzimmer call` gets from what was asked to whom to call: server, number, voice, token."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console

from app.commands.call import CallSeen, CallWish, call_and_show, following_script, listening_as
from app.domain.errors import ConfigurationError, StoreUnavailable
from app.settings import Settings
from app.simulator.network import NoStreamError, StaffAnswer
from app.simulator.persona import Persona
from app.simulator.script import ScriptError, parse_script
from app.wiring.speech import caller_voice
from app.wiring.stores import open_stores
from voice.contract import Language
from voice.engines.protocols import EngineError

EXAMPLE_NUMBER = "+493023125000"


@dataclass(frozen=True, slots=True)
class CallOptions:
    """`caller`: lines of a script, or somebody who listens."""

    caller: Sequence[str] | Persona
    language: Language
    from_number: str
    to_number: str | None = None
    url: str | None = None
    voice: str | None = None
    noise_db: float | None = None
    wav: Path | None = None
    token: str | None = None
    staff: tuple[StaffAnswer, ...] = ()
    message_s: int | None = None
    afterwards: Sequence[str] = ()


async def place(options: CallOptions, settings: Settings, console: Console) -> CallSeen:
    """Raises ConfigurationError with what to do when the call cannot be placed."""
    base_url = (options.url or f"http://127.0.0.1:{settings.port}").rstrip("/")
    try:
        async with (
            api_token(settings, options.token) as token,
            caller_voice(settings, options.voice, options.language) as voice,
        ):
            wish = CallWish(
                base_url=base_url,
                to_number=options.to_number or EXAMPLE_NUMBER,
                from_number=options.from_number,
                language=options.language,
                auth_token=settings.twilio_auth_tokens[0] if settings.twilio_auth_tokens else None,
                public_url=settings.base_url,
                account_sid=settings.twilio_account_sid,
                api_token=token,
                noise_db=options.noise_db,
                wav=options.wav,
                staff=options.staff,
                message_s=options.message_s,
            )
            afterwards = following_script(parse_script(options.afterwards), voice, options.language)
            if isinstance(options.caller, Persona):
                make_caller = listening_as(options.caller, voice)
            else:
                make_caller = following_script(parse_script(options.caller), voice, options.language)
            return await call_and_show(wish, make_caller, console, afterwards if options.afterwards else None)
    except ScriptError as error:
        raise ConfigurationError(str(error)) from error
    except EngineError as error:
        raise ConfigurationError(f"the caller has no voice: {error} (vorzimmer models fetch)") from error
    except NoStreamError as error:
        said = " ".join(verb.text for verb in error.verbs if verb.name == "Say")
        raise ConfigurationError(f"the call was not taken by the assistant ({error}): {said}") from error
    except httpx.HTTPStatusError as error:
        raise ConfigurationError(_refused(error)) from error
    except (httpx.HTTPError, OSError) as error:
        raise ConfigurationError(f"no server answers at {base_url} ({error}): vorzimmer serve") from error


def _refused(error: httpx.HTTPStatusError) -> str:
    status = error.response.status_code
    if status == httpx.codes.FORBIDDEN:
        return "the server refused the call (403): TWILIO_AUTH_TOKEN and PUBLIC_URL must be the server's"
    return f"the server refused the call with status {status}"


@asynccontextmanager
async def api_token(settings: Settings, given: str | None) -> AsyncIterator[str | None]:
    """A token to read the record with: the one given, else a passing one from this machine's own database.

    A server with another database refuses it, and the call goes on without its texts.
    """
    if given is not None:
        yield given
        return
    async with open_stores(settings) as stores:
        name = f"call-{secrets.token_hex(4)}"
        try:
            secret = await stores.api_tokens.create(name)
        except StoreUnavailable:
            secret = None
        yield secret
        if secret is not None:
            await stores.api_tokens.revoke(name)
