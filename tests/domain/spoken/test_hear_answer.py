from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.spoken.hear_answer import Answer, HeardAnswer, HeardChoice, hear_answer, hear_choice
from app.domain.spoken.say import Language, say_date, say_time

LANGUAGES: list[Language] = ["de", "en"]
STARTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 9, 20)).map(  # noqa: DTZ001  # hypothesis takes naive bounds
    lambda start: start.replace(
        hour=8 + start.hour % 10, minute=start.minute // 15 * 15, second=0, microsecond=0, tzinfo=UTC
    )
)
YES_DE = st.sampled_from(
    ["ja", "genau", "das passt", "gerne", "in Ordnung", "ja gern", "okay", "richtig", "das wäre gut"]
)
NO_DE = st.sampled_from(
    [
        "nein",
        "passt mir nicht",
        "lieber nicht",
        "auf keinen Fall",
        "das stimmt nicht",
        "leider nicht",
        "nee",
        "Montag geht nicht",
    ]
)


@given(YES_DE, NO_DE, st.sampled_from([", ", " ", ", aber ", ". "]))
def test_a_yes_with_a_refusal_behind_it_is_never_a_yes(yes: str, no: str, joint: str) -> None:
    assert hear_answer(yes + joint + no, "de").answer is not Answer.YES


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_have_heard_is_not_to_agree(language: Language) -> None:
    assert hear_answer("Aha.", language).answer is not Answer.YES


@given(
    NO_DE, st.sampled_from(["", "äh, ", "also ", "tja, "]), st.sampled_from(["", ".", "!", " danke", ", vielen Dank."])
)
def test_fillers_and_politeness_do_not_change_a_no(no: str, before: str, after: str) -> None:
    assert hear_answer(before + no + after, "de").answer is Answer.NO


def test_a_correction_comes_back_as_the_rest() -> None:
    assert hear_answer("Nein, lieber Mittwoch um zehn.", "de") == HeardAnswer(Answer.NO, "lieber Mittwoch um zehn")
    assert hear_answer("Yes, and my name is Carter", "en") == HeardAnswer(Answer.YES, "and my name is Carter")


def test_only_a_yes_without_anything_added_is_plain() -> None:
    assert hear_answer("Ja, genau.", "de").is_plain_yes
    assert not hear_answer("Ja, am Dienstag.", "de").is_plain_yes


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_is_answered_without_an_error(text: str, language: Language) -> None:
    heard = hear_answer(text, language)
    assert heard.answer is not Answer.NONE or heard.rest == text.strip()


@given(
    st.lists(STARTS, min_size=2, max_size=4, unique_by=lambda start: (start.date(), start.hour)),
    st.data(),
    st.sampled_from(LANGUAGES),
)
def test_an_option_named_by_its_day_and_time_is_chosen(
    options: list[datetime], data: st.DataObject, language: Language
) -> None:
    wanted = data.draw(st.integers(0, len(options) - 1))
    start = options[wanted]
    day, clock = say_date(start.date(), language, today=date(2026, 1, 1)), say_time(start.time(), language)
    said = f"{day}, {'um' if language == 'de' else 'at'} {clock}"
    assert hear_choice(said, language, options=options).index == wanted


@given(st.text(), st.lists(STARTS, max_size=3), st.sampled_from(LANGUAGES))
def test_any_text_is_matched_with_any_options_without_an_error(
    text: str, options: list[datetime], language: Language
) -> None:
    choice = hear_choice(text, language, options=options, today=date(2026, 3, 18))
    assert choice.index is None or 0 <= choice.index < len(options)


@pytest.mark.parametrize(("text", "index"), [("morgen", 0), ("übermorgen", 1), ("morgen früh", 0)])
def test_near_days_are_known_by_todays_date(text: str, index: int) -> None:
    options = [datetime(2026, 3, 19, 9, tzinfo=UTC), datetime(2026, 3, 20, 9, tzinfo=UTC)]
    assert hear_choice(text, "de", options=options, today=date(2026, 3, 18)).index == index


def test_several_that_fit_are_told_apart_from_none_that_fits() -> None:
    options = [datetime(2026, 3, 24, 9, tzinfo=UTC), datetime(2026, 3, 24, 11, tzinfo=UTC)]
    assert hear_choice("Dienstag", "de", options=options).is_ambiguous
    assert hear_choice("Freitag", "de", options=options) == HeardChoice(None)


def test_the_same_day_of_another_month_is_told_apart() -> None:
    options = [datetime(2026, 4, 1, 15, tzinfo=UTC), datetime(2026, 7, 1, 15, tzinfo=UTC)]
    assert hear_choice("Mittwoch, den ersten April, um fünfzehn Uhr", "de", options=options).index == 0
    assert hear_choice("the one in July", "en", options=options).index == 1


@pytest.mark.parametrize("text", ["Nein, schon gut. Danke.", "Nee, passt schon.", "Ach nein, ist schon in Ordnung."])
def test_a_refusal_that_means_no_harm_is_a_refusal(text: str) -> None:
    assert hear_answer(text, "de").answer is Answer.NO


def test_no_and_fine_to_a_read_back_is_not_sure() -> None:
    assert hear_answer("Nein nein, passt schon.", "de", read_back=True).answer is not Answer.YES


@pytest.mark.parametrize(
    ("said", "language"),
    [("Ja, genau, bis später.", "de"), ("Ja genau, später", "de"), ("Yes, great, see you later.", "en")],
)
def test_a_goodbye_behind_a_yes_to_a_read_back_takes_nothing_back(said: str, language: Language) -> None:
    assert hear_answer(said, language, read_back=True).is_plain_yes


@pytest.mark.parametrize(("said", "language"), [("Ja, lieber später.", "de"), ("Ja, aber später", "de")])
def test_a_wish_for_later_behind_a_yes_is_no_yes(said: str, language: Language) -> None:
    assert hear_answer(said, language, read_back=True).answer is not Answer.YES


def test_the_first_from_an_hour_on_is_counted_among_the_offers_that_are_later_than_it() -> None:
    options = [datetime(2026, 3, 19, hour, 30, tzinfo=UTC) for hour in (16, 18)]
    assert hear_choice("Am Donnerstag den ersten ab halb vier, bitte.", "de", options=options).index == 0
    assert hear_choice("Thursday, the second one after four.", "en", options=options).index == 1


@pytest.mark.parametrize(
    ("text", "language", "index"),
    [
        ("Am siebenundzwanzigsten den zweiten.", "de", 1),
        ("Den ersten am 27., bitte.", "de", 0),
        ("Am siebenundzwanzigsten März nehm ich den zweiten.", "de", 1),
        ("On the twenty-seventh, the second one.", "en", 1),
    ],
)
def test_what_is_counted_beside_its_date_is_counted(text: str, language: Language, index: int) -> None:
    options = [datetime(2026, 3, 27, 8, tzinfo=UTC), datetime(2026, 3, 27, 13, 30, tzinfo=UTC)]
    assert hear_choice(text, language, options=options).index == index


def test_a_date_alone_counts_nothing() -> None:
    options = [datetime(2026, 4, 1, 8, tzinfo=UTC), datetime(2026, 4, 2, 8, tzinfo=UTC)]
    assert hear_choice("Am zweiten.", "de", options=options).index == 1
    assert hear_choice("Am ersten April.", "de", options=options).index == 0
    assert hear_choice("Am zweiten April den zweiten.", "de", options=options).index == 1
