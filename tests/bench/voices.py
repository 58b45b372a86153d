"""The voices that callers of the benches speak with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.settings import Settings
from app.simulator.caller_voice import CallerVoice
from app.wiring.speech import caller_voice
from voice.contract import Language


@asynccontextmanager
async def caller_voices() -> AsyncIterator[dict[Language, CallerVoice]]:
    """The best voice of each language."""
    settings = Settings()
    async with caller_voice(settings, None, "de") as german, caller_voice(settings, None, "en") as english:
        yield {"de": german, "en": english}
