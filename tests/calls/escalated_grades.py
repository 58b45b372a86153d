"""How calls that belong to a person are graded: by the telephones that rang, and by what stands on record."""

import re
from collections.abc import Callable, Sequence

from app.commands.transcript import Json
from app.simulator.network import CallResult
from tests.calls.offices import HUMAN_LINE

Grade = Callable[[CallResult, Json, Sequence[Json]], list[str]]
"""What went wrong, from the call as the network saw it, its record, and its messages."""


def said_by_us(record: Json) -> str:
    return " ".join(str(turn["text"]) for turn in turns_of(record) if turn["speaker"] == "assistant")


def turns_of(record: Json) -> Sequence[Json]:
    turns = record.get("turns")
    return turns if isinstance(turns, list) else []


def wrong(**expected: tuple[object, object]) -> list[str]:
    """`name=(is, should be)`; should be may be a set of what is right."""
    return [
        f"{name}: {found!r}"
        for name, (found, right) in expected.items()
        if not (found in right if isinstance(right, set | frozenset) else found == right)
    ]


def put_through(reason: str | set[str], *, number: str = HUMAN_LINE, said: str = "", turns: int | None = None) -> Grade:
    """`said`: what the assistant must have said; `turns`: the fewest of the caller by then."""

    def grade(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
        reasons = reason if isinstance(reason, set) else {reason}
        faults = wrong(
            dials=([(dial.number, dial.status) for dial in result.dials], [(number, "completed")]),
            outcome=(record["outcome"], "transferred"),
            escalation=(record["escalation"], reasons),
            taken_by=(_handover(record).get("taken_by"), number),
        )
        faults += [] if result.dials and result.dials[0].whisper else ["nothing was whispered"]
        faults += [] if re.search(said, said_by_us(record)) else [f"never said: {said}"]
        spoken = sum(turn["speaker"] == "caller" for turn in turns_of(record))
        return faults if turns is None or spoken >= turns else [*faults, f"fetched after {spoken} sentences already"]

    return grade


def left_a_message(*, rang: Sequence[str], recordings: int, escalation: str | None) -> Grade:
    """`rang`: how each telephone ended; `recordings`: how often the caller was with the assistant."""

    def grade(result: CallResult, record: Json, messages: Sequence[Json]) -> list[str]:
        texts = [str(message["text"]) for message in messages]
        faults = wrong(
            dials=([dial.status for dial in result.dials], list(rang)),
            recordings=(len(result.recordings), recordings),
            outcome=(record["outcome"], "message"),
            escalation=(record["escalation"], escalation),
            messages=(len(texts), 1),
        )
        return faults if any(re.search("[Kk]ron|crown", text) for text in texts) else [*faults, f"messages: {texts}"]

    return grade


def staff_missed_it(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([(dial.number, dial.status) for dial in result.dials], [(HUMAN_LINE, "no-answer")]),
        greeted=("guten Tag" in said_by_us(record), True),
        recordings=(len(result.recordings), 1),
        escalation=(record["escalation"], {None, "direct"}),
    )


def staff_took_it(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([(dial.number, dial.status) for dial in result.dials], [(HUMAN_LINE, "completed")]),
        recordings=(len(result.recordings), 0),
        outcome=(record["outcome"], "transferred"),
    )


def spoke_on_the_voicemail(result: CallResult, record: Json, messages: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([dial.status for dial in result.dials], ["no-answer"]),
        recordings=(len(result.recordings), 0),
        outcome=(record["outcome"], "message"),
        messages=([str(message["text"])[:31] for message in messages], ["Sprachnachricht von 9 Sekunden."]),
    )


def voice_was_heard(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    """The record has the voice of each sentence from the fourth on; what is loud and calm fetches nobody."""
    loud = [turn for turn in turns_of(record) if _signals(turn).keys() & {"louder", "higher", "faster"}]
    return [
        *wrong(dials=(result.dials, []), escalation=(record["escalation"], None)),
        *([] if any("louder" in _signals(turn) for turn in loud) else ["no sentence is louder on record"]),
        *([] if "Stimme verärgert" in said_by_us(record) else ["the greeting did not tell of it"]),
    ]


def _signals(turn: Json) -> dict[str, float]:
    signals = turn.get("signals")
    return signals if isinstance(signals, dict) else {}


def _handover(record: Json) -> Json:
    found = record.get("handover")
    return found if isinstance(found, dict) else {}
