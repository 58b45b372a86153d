"""A call drawn along time: who spoke and interrupted, how long the caller waited, mood, voice, what was decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from app.domain.calls import Decision
from app.ports.review import ReviewTurn

WIDTH, HEIGHT = 1000.0, 156.0
LEFT, RIGHT = 8.0, 8.0
CALLER_Y, ASSISTANT_Y, BAR = 58.0, 88.0, 20.0
MOOD_TOP, MOOD_BOTTOM = 12.0, 46.0
DECISION_Y = 126.0
VOICE_KINDS = ("louder", "higher", "faster")
MOOD_HEIGHT = {"calm": 0.0, "annoyed": 0.55, "distressed": 0.8, "angry": 1.0}
PIXELS_A_SECOND = 9.0
TICKS_S = (5, 10, 15, 30, 60, 120, 300, 600, 1800)
SLOW_MS, LATE_MS = 1000, 2000
Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Bar:
    turn_id: int
    speaker: str
    x: float
    y: float
    width: float
    interrupted: bool
    text: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Wait:
    """From the end of the caller's speech to the first sound of the answer."""

    x: float
    width: float
    response_ms: int
    pace: str  # quick, slow, late


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    kind: str
    why: str
    number: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    at_ms: int


@dataclass(frozen=True, slots=True)
class Timeline:
    width: float
    height: float
    bars: tuple[Bar, ...]
    waits: tuple[Wait, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    mood: str  # an SVG path; empty when the caller was calm throughout
    voice: str  # likewise: how far the voice was from the caller's own; empty where nothing of it was measured


def timeline(turns: Sequence[ReviewTurn], decisions: Sequence[Decision], started_at: datetime) -> Timeline | None:
    """None for a call without turns. Only the turns given are drawn: a very long call comes in parts."""
    if not turns:
        return None
    first = min(one.turn.started_ms for one in turns) if turns[0].turn.started_ms > 60_000 else 0
    last = max(first + 1000, *(one.turn.ended_ms for one in turns))
    width = max(WIDTH, LEFT + RIGHT + (last - first) / 1000 * PIXELS_A_SECOND)
    scale = (width - LEFT - RIGHT) / (last - first)

    def x(at_ms: float) -> float:
        return round(LEFT + (min(max(at_ms, first), last) - first) * scale, 1)

    return Timeline(
        width=round(width, 1),
        height=HEIGHT,
        bars=tuple(_bar(one, x(one.turn.started_ms), x(one.turn.ended_ms)) for one in turns),
        waits=tuple(_waits(turns, x)),
        marks=tuple(_marks(decisions, started_at, first, last, x)),
        ticks=tuple(_ticks(first, last, x)),
        mood=_curve(turns, x, _level),
        voice=_curve(turns, x, voice_level),
    )


def _bar(one: ReviewTurn, start: float, end: float) -> Bar:
    turn = one.turn
    y = CALLER_Y if turn.speaker == "caller" else ASSISTANT_Y
    width = round(max(3.0, end - start), 1)
    return Bar(one.id, turn.speaker, start, y, width, turn.interrupted, turn.text[:120], turn.started_ms)


def _waits(turns: Sequence[ReviewTurn], x: Place) -> list[Wait]:
    waits = []
    for one in turns:
        waited = one.turn.response_ms
        if one.turn.speaker != "assistant" or not waited:
            continue
        pace = "quick" if waited < SLOW_MS else "slow" if waited < LATE_MS else "late"
        start = x(one.turn.started_ms - waited)
        waits.append(Wait(start, round(max(2.0, x(one.turn.started_ms) - start), 1), waited, pace))
    return waits


def _marks(decisions: Sequence[Decision], started_at: datetime, first: int, last: int, x: Place) -> list[Mark]:
    marks = []
    for number, decision in enumerate(decisions):
        at_ms = offset_ms(decision, started_at)
        if first <= at_ms <= last + 5_000:
            marks.append(Mark(x(at_ms), decision.kind, decision.why, number))
    return marks


def _ticks(first: int, last: int, x: Place) -> list[Tick]:
    seconds = (last - first) / 1000
    step = next((step for step in TICKS_S if seconds / step <= max(12, seconds / 20)), TICKS_S[-1]) * 1000
    begin = (first + step - 1) // step * step
    return [Tick(x(at_ms), at_ms) for at_ms in range(begin, last - step // 3, step)]


def _curve(turns: Sequence[ReviewTurn], x: Place, level_of: Callable[[ReviewTurn], float]) -> str:
    """One level a caller turn, with a soft way between them; empty when all are 0."""
    felt = [
        (x((one.turn.started_ms + one.turn.ended_ms) / 2), level_of(one))
        for one in turns
        if one.turn.speaker == "caller"
    ]
    if not any(level for _, level in felt):
        return ""
    points = [(at, round(MOOD_BOTTOM - level * (MOOD_BOTTOM - MOOD_TOP), 1)) for at, level in felt]
    path = f"M{points[0][0]} {points[0][1]}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = round((x0 + x1) / 2, 1)
        path += f" C{middle} {y0} {middle} {y1} {x1} {y1}"
    return path


def voice_level(one: ReviewTurn) -> float:
    """The strongest of loudness, pitch and pace."""
    return max(one.turn.signals.get(kind, 0.0) for kind in VOICE_KINDS)


def _level(one: ReviewTurn) -> float:
    """What had built up by this turn; distress as such; on older records how the turn was taken."""
    shown = MOOD_HEIGHT.get(one.turn.emotion or "calm", 0.0)
    return (
        shown
        if one.turn.intensity is None
        else min(1.0, max(one.turn.intensity, MOOD_HEIGHT["distressed"] if one.turn.emotion == "distressed" else 0.0))
    )


def offset_ms(decision: Decision, started_at: datetime) -> int:
    return max(0, round((decision.decided_at - started_at).total_seconds() * 1000))
