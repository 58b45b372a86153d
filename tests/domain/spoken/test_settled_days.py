"""Days that are said twice, thought over or explained."""

from datetime import datetime

import pytest

from app.domain.spoken.settled_days import settled_days
from tests.domain.spoken.test_hear_when import BERLIN, hear, spans

MONDAY_NINE = datetime(2026, 3, 16, 9, 0, tzinfo=BERLIN)


def _spans(words: str) -> list[str]:
    return spans(hear(words, now=MONDAY_NINE))


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("Am Mittwoch, oh Moment, Mittwoch bin ich in Hamburg. Donnerstag um zehn.", "03-19 10:00/10:00"),
        ("Freitag, nee, am Freitag kommt der Klempner, Montag um neun.", "03-23 09:00/09:00"),
        ("Mittwoch ginge, Freitag auch, am liebsten wäre mir Freitag um elf.", "03-20 11:00/11:00"),
    ],
)
def test_a_day_that_is_thought_over_is_none(words: str, span: str) -> None:
    assert _spans(words) == [span]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("Donnerstag um zehn, aber nicht diesen, den Donnerstag darauf.", "03-26 10:00/10:00"),
        ("Mittwoch um viertel neun, da fährt meine Bahn. Also nächste Woche Mittwoch.", "03-25 08:15/08:15"),
        ("Dienstagnachmittag, das heißt nächste Woche Dienstag ab vier.", "03-24 16:00/18:00"),
        ("Am Freitag. Nicht diese Woche, am Freitag in acht Tagen um neun.", "03-27 09:00/09:00"),
        ("Am Montag in acht Tagen um elf.", "03-23 11:00/11:00"),
    ],
)
def test_a_day_that_is_explained_keeps_the_time_that_was_said_with_it(words: str, span: str) -> None:
    assert _spans(words) == [span]


def test_a_part_of_the_day_goes_for_both_days_that_stand_behind_it() -> None:
    said = "Lieber am Nachmittag. Mittwoch oder Freitag, nach vier."
    assert _spans(said) == ["03-18 16:00/18:00", "03-20 16:00/18:00"]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("Donnerstagmorgen vor dem Seminar, spätestens um neun.", "03-19 08:00/09:00"),
        ("Im April, wir ziehen nämlich um. Der vierzehnte April um zwei.", "04-14 14:00/14:00"),
    ],
)
def test_what_a_day_is_told_by_rules_it_not_out(words: str, span: str) -> None:
    assert _spans(words) == [span]


def test_a_day_without_a_duty_in_one_part_of_it_suits_in_that_part() -> None:
    assert _spans("Am Mittwoch hab ich vormittags keine Übungen.") == ["03-18 08:00/12:00"]


def test_a_part_of_the_day_that_was_ruled_out_may_be_wished_for_after_all() -> None:
    before = hear("Am Mittwoch, aber nicht vormittags.", now=MONDAY_NINE)
    after = hear("Doch, Mittwoch vormittags.", now=MONDAY_NINE, earlier=before)
    assert spans(after) == ["03-18 08:00/12:00"]


@pytest.mark.parametrize(
    "words",
    [
        "Am Dienstag oder am Donnerstag.",
        "Nicht am Dienstag, lieber am Mittwoch.",
        "Ich kann nämlich nur dienstags.",
        "Mein Termin am Montag, den würde ich gern auf Mittwoch verlegen.",
        "Am Montag, also heute.",
    ],
)
def test_days_that_are_said_once_stay_as_they_are(words: str) -> None:
    assert settled_days(words) == words


@pytest.mark.parametrize("before", ["Freitag in einer Woche", "nicht diesen Freitag, den Freitag darauf"])
def test_another_day_is_of_the_week_that_was_settled_upon(before: str) -> None:
    after = hear("Nein, doch am Donnerstag.", now=MONDAY_NINE, earlier=hear(before, now=MONDAY_NINE))
    assert spans(after) == ["03-26 00:00/23:59"]


@pytest.mark.parametrize(
    "words",
    [
        "Am Mittwoch, also übermorgen, das wird mir zu eng, den Mittwoch danach, um zehn.",
        "Nicht diese Woche Mittwoch, erst den Mittwoch drauf, um zehn.",
    ],
)
def test_a_day_that_is_too_soon_is_followed_by_its_like_a_week_later(words: str) -> None:
    assert _spans(words) == ["03-25 10:00/10:00"]


def test_what_is_liked_best_counts_behind_another_sentence() -> None:
    assert _spans("Guten Tag. Ich könnte Mittwoch oder Freitag, lieber wäre mir der Freitag um elf.") == [
        "03-20 11:00/11:00"
    ]
