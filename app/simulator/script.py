"""Callers that follow a script, line by line, each line when the assistant has finished.

A line is what the caller says. In brackets at its start: `[barge 700]` speaks (or coughs) 700 ms after the assistant
began instead, `[press 123#]` presses keys, `[cough]` coughs, `[silence 7000]` says nothing for so long, `[hang up]`
ends the call. `[pause 900]` inside a line is a pause in mid-sentence. Empty lines and lines that begin with `#` are
left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.phone_call import Caller, PhoneCall
from voice.contract import Language

_DIRECTIVE = re.compile(r"\[(barge|press|cough|silence|hang up)(?: ([^\]]+))?\]\s*(.*)", re.DOTALL)
FINISHED_QUIET_MS = 700
FINISHED_TIMEOUT_MS = 12_000


class ScriptError(ValueError):
    """A line that cannot be played; the message names it."""


@dataclass(frozen=True, slots=True)
class Step:
    text: str = ""
    keys: str = ""
    cough: bool = False
    silence_ms: int = 0
    hang_up: bool = False
    barge_after_ms: int | None = None


def parse_script(lines: Sequence[str]) -> tuple[Step, ...]:
    """Raises ScriptError."""
    return tuple(_step(line.strip()) for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _step(line: str) -> Step:
    match = _DIRECTIVE.fullmatch(line)
    if match is None:
        return Step(text=line)
    word, argument, text = match.groups()
    if word in ("barge", "silence") and not (argument or "").isdigit():
        raise ScriptError(f"[{word}] needs a number of milliseconds: {line}")
    if word == "press" and not re.fullmatch(r"[0-9*#]+", argument or ""):
        raise ScriptError(f"[press] needs keys: {line}")
    if text and word != "barge":
        raise ScriptError(f"nothing can follow [{word}]: {line}")
    match word:
        case "barge" if text == "[cough]":
            return Step(cough=True, barge_after_ms=int(argument))
        case "barge":
            return Step(text=text, barge_after_ms=int(argument))
        case "press":
            return Step(keys=argument)
        case "cough":
            return Step(cough=True)
        case "silence":
            return Step(silence_ms=int(argument))
        case _:
            return Step(hang_up=True)


async def scripted(
    steps: Sequence[Step], voice: CallerVoice, language: Language, *, quiet_ms: int = FINISHED_QUIET_MS
) -> Caller:
    """Everything is synthesized before the call, so that the caller costs no computing time while it runs."""
    prepared = [(step, await voice.speak(step.text, language) if step.text else b"") for step in steps]

    async def caller(call: PhoneCall) -> None:
        for step, speech in prepared:
            if step.barge_after_ms is None:
                await call.until_finished(quiet_ms=quiet_ms, timeout_ms=FINISHED_TIMEOUT_MS)
            else:
                await call.until_speaking(for_ms=step.barge_after_ms, timeout_ms=FINISHED_TIMEOUT_MS)
            if step.hang_up:
                return
            await _play(step, speech, call)
        await call.until_finished(quiet_ms=quiet_ms, timeout_ms=FINISHED_TIMEOUT_MS)
        await call.wait(1_500)  # the assistant says goodbye and hangs up first, if it is done

    return caller


async def _play(step: Step, speech: bytes, call: PhoneCall) -> None:
    if step.cough:
        await call.say(sounds.cough(), "[cough]")
    elif step.keys:
        call.press(step.keys)
    elif step.silence_ms:
        await call.wait(step.silence_ms)
    else:
        await call.say(speech, step.text)
