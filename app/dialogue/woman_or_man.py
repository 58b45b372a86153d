"""A wish to be seen by a woman or a man: "I'd feel better with a woman doctor".

Decision: no description says it of anybody, so the given name tells it where it is one that only women or only men
have; whoever's name leaves it open stays among those who are offered. What callers are told is who it would be, by
name, and never more: a name is no proof.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from app.dialogue.lexicon import spoken_name
from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.dialogue.reading import Reading
from app.dialogue.state import Goal
from app.dialogue.turn import Turn
from app.dialogue.woman_or_man_marks import MAN, WOMAN
from app.domain.business import Resource, ResourceKind
from app.domain.spoken.folding import fold
from app.domain.spoken.say import say_list, say_name


def take_wish(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Avoids whoever is surely the other; honest when that leaves nobody. True when it is news."""
    wished = next((mark for mark in (WOMAN, MAN) if mark in reading.marks), None)
    if wished is None or reading.person is not None:
        return False
    business, other = turn.state.business, MAN if wished == WOMAN else WOMAN
    people = [one for one in business.resources if one.kind is ResourceKind.PERSON]
    avoided = frozenset(one.id for one in people if _known_as(one) == other)
    able = business.people_for(goal.offering) if goal.offering is not None else people
    left = [one for one in able if one.id not in avoided]
    if not left:
        turn.say("only_these_people", people=_named(turn, able))
        return True
    if avoided and avoided <= goal.avoided:
        return False
    goal.avoided |= avoided
    if goal.resource in avoided:
        goal.resource = None
    goal.forget_offers()
    if goal.offering is not None:
        turn.say("would_be_with", people=_named(turn, left))
    return True


def _named(turn: Turn, people: Sequence[Resource]) -> str:
    names = [say_name(spoken_name(one, turn.language), turn.language) for one in people]
    return say_list(names, turn.language, word="oder" if turn.language == "de" else "or")


def _known_as(person: Resource) -> str | None:
    words = [fold(word.strip(".")) for word in person.name.split()]
    given = next((word for word in words if word in _given_names()), None)
    return _given_names()[given] if given is not None else None


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, str]:
    lists = read_yaml(PROMPTS_DIR / "names" / "given.yaml")
    return {fold(name): mark for key, mark in (("women", WOMAN), ("men", MAN)) for name in lists[key]}
