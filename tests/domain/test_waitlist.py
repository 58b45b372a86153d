from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.bookings import Slot
from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.domain.waitlist import ANSWER_BEFORE_START, ANSWER_WITHIN, Waiting, answer_by, turn_order

NOW = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
SOMMER, WEBER = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber")
PLACE = Slot(OfferingKey("checkup"), NOW + timedelta(days=2), NOW + timedelta(days=2, minutes=30), SOMMER)


def waiting(name: str, *, days: float = 1, **more: object) -> Waiting:
    facts: dict[str, object] = {
        "id": name,
        "business": BusinessId("praxis"),
        "offering": OfferingKey("checkup"),
        "customer_name": name,
        "customer_number": E164("+493023125150"),
        "language": "de",
        "joined_at": NOW - timedelta(days=days),
    }
    return Waiting(**facts | more)  # type: ignore[arg-type]


def order(*entries: Waiting) -> list[str]:
    return [entry.id for entry in turn_order(entries, PLACE, now=NOW)]


def test_urgency_comes_before_waiting_and_waiting_before_fit() -> None:
    assert order(waiting("long", days=9), waiting("urgent", days=1, priority=1)) == ["urgent", "long"]
    assert order(waiting("fits", days=1, resource=SOMMER), waiting("long", days=2.5)) == ["long", "fits"]


def test_of_those_who_joined_on_one_day_the_better_fit_comes_first_then_the_earlier() -> None:
    late_but_fits = waiting("fits", days=1.1, resource=SOMMER)
    assert order(waiting("early", days=1.9), late_but_fits, waiting("later", days=1.2)) == ["fits", "early", "later"]


def test_who_let_an_offer_pass_comes_after_who_was_not_asked() -> None:
    assert order(waiting("asked", days=9, passed=1), waiting("new", days=1)) == ["new", "asked"]


def test_whom_the_place_does_not_suit_is_not_asked() -> None:
    elsewhere = Window(NOW + timedelta(days=5), NOW + timedelta(days=6))
    assert order(waiting("other person", resource=WEBER), waiting("other time", windows=(elsewhere,))) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 30), st.integers(0, 3)), max_size=20), st.randoms())
def test_the_order_is_total_and_does_not_depend_on_how_the_list_came(
    facts: list[tuple[int, float, int]], random: Random
) -> None:
    entries = [
        waiting(str(nth), days=days, priority=priority, passed=passed)
        for nth, (priority, days, passed) in enumerate(facts)
    ]
    mixed = list(entries)
    random.shuffle(mixed)
    assert order(*entries) == order(*mixed)


def test_an_offer_stands_for_a_while_and_never_until_nobody_could_come_any_more() -> None:
    assert answer_by(PLACE, now=NOW) == NOW + ANSWER_WITHIN
    assert answer_by(PLACE, now=PLACE.starts_at - ANSWER_BEFORE_START) is None
    shortly = PLACE.starts_at - ANSWER_BEFORE_START - timedelta(minutes=10)
    assert answer_by(PLACE, now=shortly) == PLACE.starts_at - ANSWER_BEFORE_START
