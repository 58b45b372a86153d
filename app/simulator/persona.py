"""Callers who listen: what they say next depends on what the assistant said last, as it stands on the call's record."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from app.simulator.caller_voice import CallerVoice
from app.simulator.phone_call import Caller, PhoneCall
from voice.contract import Language

ReadTurns = Callable[[], Awaitable[Sequence[tuple[str, str]]]]
"""The turns on record so far: (speaker, text)."""

READ_EVERY_S = 0.1
READ_WITHIN = 15
LONGEST_CALL_TURNS = 14


@dataclass(frozen=True, slots=True)
class Reply:
    """Said when `asked` (a pattern, any case) is found in what the assistant said last; each only `times` times."""

    asked: str
    text: str
    times: int = 2


@dataclass(frozen=True, slots=True)
class Persona:
    """The first reply that fits is given; with none that fits, the caller says `otherwise`, and at last hangs up."""

    language: Language
    opening: str
    replies: tuple[Reply, ...]
    otherwise: str

    def texts(self) -> tuple[str, ...]:
        return (self.opening, *(reply.text for reply in self.replies), self.otherwise)


async def listening(
    persona: Persona, voice: CallerVoice, read_turns: ReadTurns, *, quiet_ms: int = 700, timeout_ms: int = 12_000
) -> Caller:
    """Everything is synthesized before the call, so that the caller costs no computing time while it runs."""
    speech = {text: await voice.speak(text, persona.language) for text in dict.fromkeys(persona.texts())}

    async def caller(call: PhoneCall) -> None:
        used = [0] * len(persona.replies)
        unanswered = 0
        await call.until_finished(quiet_ms=quiet_ms, timeout_ms=timeout_ms)
        await call.say(speech[persona.opening], persona.opening)
        answered = 0
        for _ in range(LONGEST_CALL_TURNS):
            if not await call.until_finished(quiet_ms=quiet_ms, timeout_ms=timeout_ms):
                return
            said, answered = await _said_since(answered, read_turns)
            nth = next((n for n, reply in enumerate(persona.replies) if _fits(reply, used[n], said)), None)
            if nth is None:
                unanswered += 1
                if unanswered > 2:
                    return
            else:
                used[nth] += 1
            text = persona.otherwise if nth is None else persona.replies[nth].text
            await call.say(speech[text], text)

    return caller


def _fits(reply: Reply, used: int, said: str) -> bool:
    return used < reply.times and re.search(reply.asked, said, re.IGNORECASE) is not None


async def _said_since(answered: int, read_turns: ReadTurns) -> tuple[str, int]:
    """What the assistant said after the caller's last turn; a record is written a moment after the sound."""
    said: list[str] = []
    for _ in range(READ_WITHIN):
        turns = await read_turns()
        said = [text for speaker, text in turns[answered:] if speaker == "assistant"]
        if turns and len(turns) > answered and turns[-1][0] == "assistant":
            return _after_last_caller(turns), len(turns)
        await asyncio.sleep(READ_EVERY_S)
    return " ".join(said), answered + len(said)


def _after_last_caller(turns: Sequence[tuple[str, str]]) -> str:
    last = max((nth for nth, (speaker, _) in enumerate(turns) if speaker == "caller"), default=-1)
    return " ".join(text for speaker, text in turns[last + 1 :] if speaker == "assistant")
