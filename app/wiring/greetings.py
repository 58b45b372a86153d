"""The greeting of a business, to be read and heard before anybody calls."""

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.business import Business
from app.domain.errors import StoreUnavailable
from app.wiring.calls import Wits
from app.wiring.speech import Phrase, Speech
from voice.audio.frames import TELEPHONE_HZ
from voice.engines.protocols import EngineError

MOST_KEPT = 64
PAUSE = bytes(TELEPHONE_HZ // 4 * 2)


@dataclass(frozen=True, slots=True, eq=False)
class GreetingDesk:
    """Each wording is spoken once; hearing it also makes the first call's greeting quick."""

    wits: Wits
    speech: Speech
    _spoken: dict[tuple[Phrase, ...], bytes] = field(default_factory=dict)

    def sentences(self, business: Business) -> Sequence[str]:
        return [text for text, _ in self.wits.greeting_phrases(business)]

    async def sound(self, business: Business) -> bytes:
        phrases = tuple(self.wits.greeting_phrases(business))
        if phrases not in self._spoken:
            if len(self._spoken) >= MOST_KEPT:
                self._spoken.pop(next(iter(self._spoken)))
            self._spoken[phrases] = await self._speak(phrases)
        return self._spoken[phrases]

    async def _speak(self, phrases: Sequence[Phrase]) -> bytes:
        pieces: list[bytes] = []
        try:
            await self.speech.warm(phrases)
            for text, language in phrases:
                pieces += [chunk.pcm16 async for chunk in self.speech.engines.tts.synthesize(text, language=language)]
                pieces.append(PAUSE)
        except EngineError as error:
            raise StoreUnavailable("no voice speaks") from error
        made = io.BytesIO()
        with wave.open(made, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(TELEPHONE_HZ)
            out.writeframes(b"".join(pieces))
        return made.getvalue()
