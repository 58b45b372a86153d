"""Speech for a server that answers the telephone whatever becomes of its models.

Decision: models that cannot be loaded (missing, damaged, no memory) do not end the server. Its webhooks still answer,
so every call rings at people or comes to the voicemail, which without a server only the network's own fallback could
do; loading is tried again until it works. A name in the settings that nobody knows ends it at once: that is a slip of
the pen, made by somebody who is looking. A voice alone that does not start keeps no call away: another one speaks in
its place until it does (`voice.engines.late_voice`). Consequence: a server that runs is not always one that can take
calls; `/readyz`, the pages, the log and `vorzimmer doctor` say so.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from itertools import count

import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential
from tenacity.wait import wait_base

from app.domain.errors import ConfigurationError
from app.settings import Settings
from app.wiring.speech import Speech, load_speech, try_engines
from voice.engines.hub import published
from voice.engines.late import LateEngines, LateStt, LateTts, LateVad, Loaded
from voice.engines.loading import PICO_NAMES
from voice.engines.models import voice_file, whisper_folder
from voice.engines.protocols import EngineError, UnfitModelError
from voice.session import SpeechEngines

log = structlog.get_logger(__name__)

START_WITHIN_S = 90.0
"""So long a server waits for its engines before it starts without them."""

CURE = "vorzimmer doctor, vorzimmer models verify, vorzimmer models fetch; is there memory left?"

AGAIN_AFTER = wait_exponential(multiplier=5, max=60)


@asynccontextmanager
async def late_speech(
    settings: Settings,
    *,
    load: Callable[[Settings], Awaitable[Loaded]] = load_speech,
    start_within_s: float = START_WITHIN_S,
    again_after: wait_base = AGAIN_AFTER,
    loaded: Callable[[], None] = lambda: None,
) -> AsyncIterator[Speech]:
    """Loaded and warm, or on its way. `loaded` is told when it is. Raises ConfigurationError for unknown names."""
    refuse_unknown_names(settings)
    late = LateEngines()
    tried = asyncio.Event()
    loading = asyncio.create_task(
        _keep_loading(late, partial(load, settings), tried, again_after, loaded), name="load the speech engines"
    )
    try:
        await _first_try(loading, tried, start_within_s)
        engines = SpeechEngines(LateStt(late), LateTts(late), LateVad(late))
        yield Speech(
            engines,
            late.warm,
            partial(try_engines, engines, count()),
            late,
            missing_voices=lambda: late.missing_voices,
        )
    finally:
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        await late.stop()


def refuse_unknown_names(settings: Settings) -> None:
    """A model that could be here and is not may come back; one of which nobody ever heard will not."""
    known = {model.name for model in published()}
    folder = whisper_folder(settings.models_dir, settings.whisper)
    if settings.whisper not in known and not folder.is_dir():
        raise ConfigurationError(f"VORZIMMER_WHISPER: there is no recogniser {settings.whisper}: vorzimmer models")
    for variable, name in (("GERMAN", settings.german_voice), ("ENGLISH", settings.english_voice)):
        if name is None or name in PICO_NAMES or name in known:
            continue
        if not voice_file(settings.models_dir, name).is_file():
            raise ConfigurationError(f"VORZIMMER_{variable}_VOICE: there is no voice {name}: vorzimmer models")


async def _first_try(loading: asyncio.Task[None], tried: asyncio.Event, within_s: float) -> None:
    waiting = asyncio.create_task(tried.wait(), name="wait for the speech engines")
    try:
        await asyncio.wait({loading, waiting}, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    if loading.done():
        try:
            loading.result()
        except UnfitModelError as unfit:
            raise ConfigurationError(str(unfit)) from unfit
    elif not tried.is_set():
        log.error("speech_engines_still_loading", waited_s=within_s)


async def _keep_loading(
    late: LateEngines,
    load: Callable[[], Awaitable[Loaded]],
    tried: asyncio.Event,
    again_after: wait_base,
    loaded: Callable[[], None],
) -> None:
    def told(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome is not None else None
        late.fault = with_cure(str(error))
        wait_s = state.next_action.sleep if state.next_action is not None else 0.0
        log.error("speech_engines_not_loaded", why=late.fault, tries=state.attempt_number, again_in_s=round(wait_s, 1))
        tried.set()

    retrying = AsyncRetrying(retry=retry_if_exception(_may_pass), wait=again_after, before_sleep=told)
    try:
        late.put(await retrying(load))
    except UnfitModelError as unfit:
        late.fault = str(unfit)
        log.error("speech_engines_not_loaded", why=late.fault)
        raise
    if tried.is_set():
        log.info("speech_engines_loaded")
    loaded()
    tried.set()


def with_cure(fault: str) -> str:
    """Most name theirs."""
    return fault if "vorzimmer " in fault or "pip install" in fault else f"{fault} ({CURE})"


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, EngineError) and not isinstance(error, UnfitModelError)
