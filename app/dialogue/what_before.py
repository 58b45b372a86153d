"""What a new wish takes over: the day that was asked about before, and which of several treatments it is of."""

import re

from app.dialogue.clause_marks import clauses
from app.dialogue.reading import Reading
from app.dialogue.state import Goal
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.ids import OfferingKey

CHANGES = re.compile(
    r"\b(?:cancel|call off|calling off|mov|reschedul|postpon|chang|rearrang|absag|abgesagt|stornier|verschieb|verleg"
    r"|streich|umbuch)\w*",
    re.IGNORECASE,
)
_JOINED = re.compile(r" (?:and|but|und|aber) ", re.IGNORECASE)


def take_days_spoken_of(turn: Turn, goal: Goal) -> bool:
    """ "Is Doctor Weber in on Friday?" - "Can I have a check-up with him then?" """
    spoken_of = turn.state.days_spoken_of
    if spoken_of is None or not spoken_of.windows:
        return False
    set_wish(goal, turn.comprehension.wish(spoken_of.windows))
    return True


def asked_whether_in(turn: Turn) -> bool:
    """Whether the last answer was about when somebody is in: who wants a day then wants it with them."""
    done = turn.state.done
    asked = done[-1].text if done and done[-1].kind == "answered" else None
    return asked is not None and turn.comprehension.knowledge.kind(asked, turn.language) == "days_of"


def concerned(turn: Turn, reading: Reading) -> OfferingKey | None:
    """Of several that were named the one that is to go: "cancel the cleaning and keep the check-up"."""
    if len(reading.offerings) > 1:
        parts = [piece for part in clauses(reading.text) for piece in _JOINED.split(part) if CHANGES.search(piece)]
        named = [turn.comprehension.lexicon.offerings(part, turn.language) for part in parts]
        if (one := next((offerings[0] for offerings in named if len(offerings) == 1), None)) is not None:
            return one
    return next(iter(reading.offerings), None)
