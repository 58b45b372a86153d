"""What one utterance says about when, and what it says on top of earlier ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from inspect import signature
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.business import CLOSED, Language, OpeningHours, Spans
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.times.building import Lexicon
from app.domain.spoken.times.english import ENGLISH
from app.domain.spoken.times.german import GERMAN
from app.domain.spoken.times.grammar import Grammar
from app.domain.spoken.when import When, WhenProblem, as_json

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY_TEN = datetime(2026, 3, 18, 10, 0, tzinfo=BERLIN)
_SPLIT: Spans = ((time(8), time(12)), (time(13), time(18)))
_LONG: Spans = ((time(7), time(21)),)
WEEK = OpeningHours((_SPLIT, _SPLIT, _SPLIT, _SPLIT, _SPLIT, CLOSED, CLOSED))
LONG_DAYS = OpeningHours((_LONG,) * 5 + (CLOSED, CLOSED))


def hear(
    text: str,
    language: Language = "de",
    *,
    now: datetime = WEDNESDAY_TEN,
    hours: OpeningHours = WEEK,
    earlier: When | None = None,
    offered: Sequence[datetime] = (),
) -> When:
    return hear_when(text, language=language, now=now, hours=hours, earlier=earlier, offered=offered)


def spans(when: When) -> list[str]:
    return [f"{w.earliest:%m-%d %H:%M}/{w.latest:%H:%M}" for w in when.windows]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


# --- the contract
# -------------------------------------------------------------------------------------------------------


def test_the_example_of_the_command_line_is_understood() -> None:
    when = hear("nächsten Dienstag um halb drei")
    assert as_json(when) == {"windows": [{"from": "2026-03-24T14:30", "to": "2026-03-24T14:30"}], "problem": None}


def test_a_problem_leaves_no_windows() -> None:
    assert as_json(hear("gestern")) == {"windows": [], "problem": "past"}


def test_no_words_for_a_time_are_no_problem() -> None:
    when = hear("Guten Tag, ich hätte gern einen Termin")
    assert (when.windows, when.problem, when.heard, when.said_nothing) == ((), None, False, True)


def test_said_day_and_said_time_tell_what_is_still_to_be_asked() -> None:
    assert [
        (w.said_day, w.said_time)
        for w in map(hear, ("am Dienstag", "um zehn", "Dienstag um zehn", "so bald wie möglich"))
    ] == [
        (True, False),
        (False, True),
        (True, True),
        (False, False),
    ]


def test_a_time_without_a_day_is_that_time_on_every_open_day() -> None:
    when = hear("um halb drei")
    assert spans(when)[:4] == ["03-18 14:30/14:30", "03-19 14:30/14:30", "03-20 14:30/14:30", "03-23 14:30/14:30"]


def test_a_named_closed_day_stays_so_that_it_can_be_called_closed() -> None:
    assert spans(hear("am Samstag um zehn")) == ["03-21 10:00/10:00"]


def test_open_ended_times_run_to_the_closing_hour() -> None:
    assert spans(hear("Dienstag ab vier")) == ["03-24 16:00/18:00"]


def test_a_bare_hour_that_is_open_twice_a_day_is_asked_about() -> None:
    when = hear("Dienstag um acht", hours=LONG_DAYS)
    assert when.problem is WhenProblem.AMBIGUOUS
    assert [[w.earliest.hour for w in reading] for reading in when.readings] == [[8], [20]]


def test_a_part_of_the_day_decides_which_hour_is_meant() -> None:
    assert spans(hear("Dienstag um acht Uhr abends", hours=LONG_DAYS)) == ["03-24 20:00/20:00"]


def test_next_friday_is_asked_about_while_this_friday_is_still_to_come() -> None:
    when = hear("next Friday at ten", "en")
    assert when.problem is WhenProblem.AMBIGUOUS
    assert [[w.earliest.day for w in reading] for reading in when.readings] == [[20], [27]]


def test_words_for_a_time_that_fit_no_rule_are_not_dropped() -> None:
    when = hear("Dienstag in den Osterferien")
    assert (when.problem, when.windows) == (WhenProblem.NOT_UNDERSTOOD, ())


def test_an_appointment_that_is_moved_away_from_is_not_wished() -> None:
    when = hear("Ich möchte meinen Termin von Montag auf Donnerstag verlegen")
    assert spans(when) == ["03-19 00:00/23:59"]
    assert [w.earliest.day for w in when.existing] == [23]


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        hear("morgen", now=datetime(2026, 3, 18, 10, 0))  # noqa: DTZ001


# --- both nights of the clock change
# ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("am 29. März um 2:30 Uhr", WhenProblem.NONEXISTENT),
        ("am 29. März um halb drei nachts", WhenProblem.NONEXISTENT),
        ("am 25. Oktober um 2:30 Uhr", WhenProblem.AMBIGUOUS),
        ("am 25. Oktober um halb drei nachts", WhenProblem.AMBIGUOUS),
    ],
)
def test_an_hour_that_the_clock_skips_or_repeats_is_a_problem(text: str, problem: WhenProblem) -> None:
    assert hear(text).problem is problem


def test_the_two_readings_of_a_repeated_hour_are_an_hour_apart() -> None:
    first, second = (reading[0].earliest.astimezone(UTC) for reading in hear("am 25. Oktober um 2:30 Uhr").readings)
    assert (second - first).total_seconds() == 3600


def test_days_of_a_clock_change_keep_their_wall_clock_hours() -> None:
    for text in ("am 29. März um 10 Uhr", "am 25. Oktober um 10 Uhr"):
        (window,) = hear(text).windows
        assert (window.earliest.hour, window.earliest.minute) == (10, 0)


def test_in_an_hour_is_an_hour_of_real_time_across_a_clock_change() -> None:
    now = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    (window,) = hear("in einer Stunde", now=now).windows
    assert (window.earliest.astimezone(UTC) - now.astimezone(UTC)).total_seconds() == 3600


# --- later turns
# --------------------------------------------------------------------------------------------------------


def after(*turns: str, language: Language = "de", offered: Sequence[datetime] = ()) -> When:
    when: When | None = None
    for number, text in enumerate(turns):
        last = number == len(turns) - 1
        when = hear(text, language, earlier=when, offered=offered if last else ())
    assert when is not None
    return when


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Dienstag", "um zehn"), ["03-24 10:00/10:00"]),
        (("Dienstag", "zehn dreißig"), ["03-24 10:30/10:30"]),
        (("nächste Woche", "Dienstag", "vormittags"), ["03-24 08:00/12:00"]),
        (("Dienstag vormittag", "und am Mittwoch?"), ["03-25 08:00/12:00"]),
        (("Dienstag vormittag", "aber nicht vor zehn"), ["03-24 10:00/12:00"]),
        (("Dienstag vormittag", "lieber nachmittags"), ["03-24 13:00/18:00"]),
        (("Dienstag vormittag", "um drei"), ["03-24 15:00/15:00"]),
        (("Dienstag um zehn", "nein, um elf"), ["03-24 11:00/11:00"]),
        (("im April", "am dritten"), ["04-03 00:00/23:59"]),
        (
            ("nächste Woche vormittags", "Montag und Dienstag gehen nicht", "nicht am Freitag"),
            ["03-25 08:00/12:00", "03-26 08:00/12:00"],
        ),
    ],
)
def test_later_words_build_on_earlier_ones(turns: tuple[str, ...], expected: list[str]) -> None:
    assert spans(after(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("Dienstag", "etwas später"), ["03-24 10:30/18:00"]),
        (("Dienstag", "etwas früher"), ["03-24 08:00/08:30"]),
        (("Dienstag", "das ist mir zu früh"), ["03-24 11:00/18:00"]),
        (("Dienstag vormittag", "das ist mir zu früh"), ["03-24 11:00/12:00"]),
        (("Dienstag", "das ist mir zu spät"), ["03-24 08:00/08:00"]),
        (("Dienstag", "eine Stunde später"), ["03-24 11:00/11:00"]),
        (("Dienstag um zehn", "eine Woche später"), ["03-31 10:00/10:00"]),
        (("Dienstag", "am selben Tag um elf"), ["03-24 11:00/11:00"]),
        (("Dienstag", "am nächsten Tag"), ["03-25 00:00/23:59"]),
        (("nächste Woche", "Mittwoch zur gleichen Zeit"), ["03-25 09:00/09:00"]),
    ],
)
def test_relative_words_hang_on_what_was_offered(turns: tuple[str, ...], expected: list[str]) -> None:
    assert spans(after(*turns, offered=(at(24, 9), at(24, 10)))) == expected


@pytest.mark.parametrize("words", ["das ist mir zu früh", "viel später", "geht es auch später?"])
def test_what_is_too_early_in_the_first_hours_is_looked_for_by_noon_and_in_the_afternoon(words: str) -> None:
    assert spans(after("Dienstag", words, offered=(at(24, 8), at(24, 9)))) == [
        "03-24 10:00/10:30",
        "03-24 13:00/18:00",
    ]


def test_another_day_keeps_the_part_of_the_day_and_leaves_the_offered_day_out() -> None:
    when = after("nächste Woche vormittags", "an einem anderen Tag", offered=(at(24, 9),))
    assert spans(when) == ["03-23 08:00/12:00", "03-25 08:00/12:00", "03-26 08:00/12:00", "03-27 08:00/12:00"]


def test_picking_an_offer_by_number_is_no_date() -> None:
    when = after("Dienstag", "der zweite ist gut", offered=(at(24, 9), at(24, 10)))
    assert not when.heard


def test_words_about_something_else_hand_the_earlier_wish_through() -> None:
    when = after("Dienstag um zehn", "Was kostet das denn?")
    assert (spans(when), when.heard) == (["03-24 10:00/10:00"], False)


# --- whatever is said
# ---------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    """um am nächsten Dienstag halb drei viertel vor nach bis ab zwischen und oder nicht außer 14:30 3.4. 30. Februar
    KW 14 Woche in
    zwei Wochen vierzehn Tagen Ostern Uhr vormittags morgen früh , . nein 99 25 0 0815 4/3 seit statt auf später
    dritten vierten Mai
    next Tuesday half past two not before eleven except Monday a week from Thursday the of April am pm noon today to
    o'clock""".split()
)
_NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(lambda now: now.replace(tzinfo=BERLIN))  # noqa: DTZ001


def _check(when: When) -> None:
    ends = [moment.timestamp() for window in when.windows for moment in (window.earliest, window.latest)]
    assert ends == sorted(ends)
    starts = ends[::2]
    assert len(set(starts)) == len(starts)
    assert all(window.earliest.tzinfo is not None for window in when.windows)
    assert when.problem is None or not when.windows


@settings(max_examples=150, deadline=None)
@given(words=st.lists(_PIECES, max_size=9), now=_NOWS, language=st.sampled_from(("de", "en")))
def test_any_order_of_time_words_gives_sorted_disjoint_aware_windows(
    words: list[str], now: datetime, language: Language
) -> None:
    first = hear(" ".join(words), language, now=now)
    _check(first)
    _check(hear(" ".join(reversed(words)), language, now=now, earlier=first, offered=(now,)))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60), language=st.sampled_from(("de", "en")))
def test_no_text_raises(text: str, language: Language) -> None:
    _check(hear(text, language))


@pytest.mark.parametrize("language_tables", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_rule_of_the_tables_can_be_built_from_what_it_matches(language_tables: Lexicon) -> None:
    grammar = Grammar(language_tables.rules, language_tables.terminals, language_tables.spell)
    for captures, build in grammar.builders():
        signature(build).bind(*range(captures))
