"""What is being said in a running call before it is a turn: the caller's words so far, and the assistant's as heard."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.calls import CallTurn

Side = Literal["caller", "assistant"]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`speaks`: there may be more; otherwise it is all, and the other side's turn. `text` may be empty."""

    speaker: Side
    text: str
    speaks: bool = True


def with_words(known: tuple[UnderWay, ...], words: UnderWay) -> tuple[UnderWay, ...]:
    """Who begins to speak takes nothing back of what is not on record yet: they go on with it."""
    before = next((one for one in known if one.speaker == words.speaker), None)
    if before is not None and not words.text:
        words = replace(words, text=before.text)
    if before is None:
        return (*known, words)
    return tuple(words if one is before else one for one in known)


def without_side(known: Iterable[UnderWay], speaker: Side) -> tuple[UnderWay, ...]:
    return tuple(one for one in known if one.speaker != speaker)


def after_turn(known: Iterable[UnderWay], turn: CallTurn) -> tuple[UnderWay, ...]:
    """What has become a turn is not under way any more; a caller who speaks by now still does."""
    kept = [one for one in known if one.speaker != turn.speaker or (one.speaker == "caller" and one.speaks)]
    return tuple(replace(one, text="") if one.text == turn.text else one for one in kept)
