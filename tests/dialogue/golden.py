"""Reviewed transcripts of whole calls, kept word for word in `tests/calls/text`; this module rewrites them."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from app.domain.ids import CallSid
from app.quick_yaml import parse_yaml
from tests.dialogue.text_call import ZONE, Line
from voice.contract import CallerEvent, EndReason, EngineFailed, HangUp, Heard, Keys, Silence, Transfer, Unintelligible

CALLS_DIR = Path(__file__).parents[1] / "calls" / "text"


def paths() -> list[Path]:
    return sorted(CALLS_DIR.glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    call: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"))
    return call


async def replay(name: str, call: dict[str, Any]) -> dict[str, Any]:
    """The call as it goes today, in the form of its file."""
    line = _line(name, call)
    turns: list[dict[str, Any]] = [{"assistant": await line.pick_up()}]
    reason = EndReason.CALLER_HUNG_UP
    for turn in (turn for turn in call["turns"] if "assistant" not in turn):
        if "interrupts_after_words" in turn:
            said = turns[-1]["assistant"]
            cut = " ".join(said.split()[: turn["interrupts_after_words"]])
            line.conversation.heard(Heard(line.turns, said, cut, interrupted=True))
        if "meanwhile" in turn:
            line.has_booking(turn["meanwhile"])
        said, ending = await line.send(_event(turn, line.turns + 1), turn.get("language"))
        turns += [turn, {"assistant": said}]
        if isinstance(ending, Transfer | HangUp):
            turns[-1]["then"] = f"{type(ending).__name__} {ending.reason}"
            reason = EndReason.TRANSFERRED if isinstance(ending, Transfer) else EndReason.AGENT_HUNG_UP
            break
    await line.hang_up(reason)
    entry = line.records.entries[line.call_sid]
    return call | {"turns": turns, "outcome": str(entry.outcome), "summary": entry.summary}


def _line(name: str, call: dict[str, Any]) -> Line:
    line = Line(
        number=call.get("number", "+493023125199"),
        language=call["language"],
        at=datetime.fromisoformat(call.get("at", "2026-03-16T09:00")).replace(tzinfo=ZONE),
        call_sid=CallSid("CA" + name.encode().hex()[:32].ljust(32, "0")),
    )
    if "known" in call:
        line.know(call["known"])
    for entry in call.get("calendar", ()):
        line.has_booking(entry)
    for day in call.get("full_days", ()):
        line.calendar.fill(date.fromisoformat(day))
    return line


def _event(turn: dict[str, Any], turn_id: int) -> str | CallerEvent:
    if "caller" in turn:
        return str(turn["caller"])
    if "keys" in turn:
        return Keys(turn_id, str(turn["keys"]), 0)
    if "silence" in turn:
        return Silence(turn_id, int(turn["silence"]), 0)
    if "engine_failed" in turn:
        return EngineFailed(turn_id, "speech_to_text", 0)
    return Unintelligible(turn_id, 0, 0)


def main() -> None:
    for path in paths():
        text = yaml.safe_dump(
            asyncio.run(replay(path.stem, load(path))), allow_unicode=True, sort_keys=False, width=118
        )
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
