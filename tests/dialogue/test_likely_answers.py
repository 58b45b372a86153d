"""What a recogniser made of short answers, and what they were."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dialogue.likely_answers import likely_answer
from app.dialogue.state import Asking, CallState, Goal, GoalKind
from app.domain.bookings import Slot
from app.domain.ids import CallSid, OfferingKey, ResourceId
from tests.fakes.business import praxis

NOW = datetime(2026, 3, 18, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def asked(asking: Asking, *starts: datetime) -> CallState:
    state = CallState(CallSid("CA1"), praxis(), "de", None)
    slots = tuple(
        Slot(OfferingKey("checkup"), start, start + timedelta(minutes=30), ResourceId("dr-anna-sommer"))
        for start in starts
    )
    state.goals = [Goal(GoalKind.BOOK, offers=slots)]
    state.asking = asking
    return state


TWO_OFFERS = (NOW.replace(day=24, hour=9, minute=30), NOW.replace(day=24, hour=14, minute=15))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Liedsmeite", "zweite"),
        ("Den Rest nun nimmer ich.", "ersten"),
        ("Leer zweiter.", "zweite"),
        ("Dein Esnu Nimmeri, den Esten.", "ersten"),
    ],
)
def test_a_garbled_choice_is_taken_for_the_one_it_sounds_like(heard: str, meant: str) -> None:
    answer = likely_answer([heard], asked(Asking.OFFERS, *TWO_OFFERS), now=NOW)
    assert answer is not None
    assert meant in answer.text


@pytest.mark.parametrize("heard", ["Ich bin jetzt nicht mehr gewesen.", "Meine Damen und Herren.", "Riesgeiger."])
def test_what_sounds_like_no_answer_is_none(heard: str) -> None:
    assert likely_answer([heard], asked(Asking.READ_BACK), now=NOW) is None


@pytest.mark.parametrize("heard", ["Na, das hat mich.", "Na, das ist nichts.", "Rein, als asst mich."])
def test_yes_and_no_are_never_taken_for_each_other_by_sound(heard: str) -> None:
    assert likely_answer([heard], asked(Asking.READ_BACK), now=NOW) is None


def test_the_recognisers_second_guess_may_be_the_answer() -> None:
    answer = likely_answer(["Meine Damen und Herren.", "Nein, danke."], asked(Asking.READ_BACK), now=NOW)
    assert answer is not None
    assert answer.text.startswith("nein")


def test_an_open_question_has_no_likely_answers() -> None:
    assert likely_answer(["Liedsmeite"], asked(Asking.GOAL), now=NOW) is None
