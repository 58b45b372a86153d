"""What speaks for a person taking over, each with a value from 0 (nothing) to 1 (as strong as it gets). PURE."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Kind(StrEnum):
    # words
    DANGER = "danger"  # to life
    DESPAIR = "despair"
    VIOLENCE = "violence"  # threatened to us
    INSULT = "insult"
    JUDGEMENT = "judgement"  # "eine Frechheit"
    RAGE = "rage"  # "ich bin stinksauer"
    ANNOYANCE = "annoyance"
    THREAT = "threat"  # of a lawyer, the police, the press
    LEAVING = "leaving"
    RESIGNATION = "resignation"
    DEMAND = "demand"  # of money, of being told who is responsible
    SAID_BEFORE = "said_before"  # they say that they have said it before, or that we got it wrong
    SWEARING = "swearing"  # at nobody
    WANTS_HUMAN = "wants_human"
    URGENCY = "urgency"
    PAIN = "pain"
    GRIEF = "grief"
    # the course of the call
    REPEATS = "repeats"
    INTERRUPTIONS = "interruptions"
    CORRECTIONS = "corrections"  # what we read back was wrong, more than once
    NOT_UNDERSTOOD = "not_understood"
    BREVITY = "brevity"
    # the voice, against this caller's own
    LOUDER = "louder"
    HIGHER = "higher"
    FASTER = "faster"
    # judges
    SOUNDS_ANGRY = "sounds_angry"  # the trained classifier
    SOUNDS_DESPERATE = "sounds_desperate"
    SOUNDS_IN_DANGER = "sounds_in_danger"
    SOUNDS_LIKE_A_WISH = "sounds_like_a_wish"  # for a person
    SOUNDS_CALM = "sounds_calm"
    MODEL_VIEW = "model_view"


Signals = Mapping[Kind, float]


def joined(*parts: Signals) -> dict[Kind, float]:
    """Of each kind the strongest; kinds that are absent say nothing."""
    strongest: dict[Kind, float] = {}
    for part in parts:
        for kind, value in part.items():
            strongest[kind] = max(value, strongest.get(kind, 0.0))
    return strongest


def weighed(said: Signals, judged: Signals) -> dict[Kind, float]:
    """What words say and a judge hears. A wish for a person that only a word or two looked like is none when all of it
    sounds calm: who has it says so again. Nothing else of the words is taken back, danger and anger least of all.
    """
    heard = joined(said, judged)
    if heard.pop(Kind.SOUNDS_CALM, 0.0) >= 1.0:
        heard.pop(Kind.WANTS_HUMAN, None)
    return heard


def either(values: Iterable[float]) -> float:
    """Several signs of one kind: stronger than each, never above 1."""
    left = 1.0
    for value in values:
        left *= 1.0 - min(1.0, max(0.0, value))
    return 1.0 - left
