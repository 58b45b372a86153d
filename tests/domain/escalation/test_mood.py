"""When anger, despair and danger call for a person, from words and from the course of the call."""

import pytest

from app.domain.business import Language
from app.domain.escalation.course import Course, heard_in_course
from app.domain.escalation.mood import (
    ADDS_AT_LEAST,
    CALM,
    ESCALATE_AT,
    MOST_FROM_MODEL,
    Mood,
    after,
    alarmed,
    heat_of,
    verdict_on,
    viewed,
)
from app.domain.escalation.reasons import Reason
from app.domain.escalation.signals import Kind, weighed
from app.domain.escalation.words import heard_in_guesses, heard_in_words


def mood_after(*texts: str, language: Language = "de") -> Mood:
    mood = CALM
    for text in texts:
        mood = after(mood, heard_in_words(text, language))
    return mood


def reason_after(*texts: str, language: Language = "de") -> Reason | None:
    verdict = verdict_on(mood_after(*texts, language=language))
    return verdict.reason if verdict is not None else None


def test_one_strong_word_fetches_nobody() -> None:
    assert reason_after("Das ist eine Frechheit.") is None
    assert reason_after("That's outrageous.", language="en") is None


def test_an_insult_and_a_threat_in_one_breath_fetch_a_person() -> None:
    assert reason_after("Ihr seid unfähige Idioten, ich verklage euch!") is Reason.HIGH_EMOTION


def test_anger_that_builds_fetches_a_person() -> None:
    assert reason_after("Das ärgert mich.", "Hören Sie mir zu?") is None
    assert reason_after("Das ärgert mich.", "Hören Sie mir zu?", "Das ist eine Zumutung!") is Reason.HIGH_EMOTION


def test_anger_that_passed_does_not_fetch_a_person_at_a_calm_word() -> None:
    assert reason_after("Das ist eine Zumutung!", "Das ist eine Frechheit!", "Am Dienstag um neun.") is None


def test_the_same_anger_fetches_a_person_once_until_it_has_calmed_down() -> None:
    angry = heard_in_words("Eine Frechheit, ich bin stinksauer!", "de")
    mood = alarmed(after(after(CALM, angry), angry))
    assert verdict_on(after(mood, angry)) is None
    for _ in range(4):
        mood = after(mood, {})
    assert verdict_on(after(after(mood, angry), angry)) is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mein Mann ist bewusstlos und atmet nicht mehr!", "de"),
        ("Ich will nicht mehr leben.", "de"),
        ("Im Flur müffelt es nach Gas.", "de"),
        ("Er hat eine Knopfzelle runtergeschluckt.", "de"),
        ("The whole kitchen reeks of gas.", "en"),
        ("My daughter is choking!", "en"),
        ("I'm going to kill myself.", "en"),
    ],
)
def test_danger_to_life_counts_at_once(text: str, language: Language) -> None:
    assert reason_after(text, language=language) is Reason.EMERGENCY_OF_LIFE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich hatte letztes Jahr einen Herzinfarkt.", "de"),
        ("Gestern war der Notarzt da.", "de"),
        ("Gestern war hier Gasgeruch, jetzt ist alles in Ordnung.", "de"),
        ("Wird in dieser Szene einer erstochen, da kommt ein Amoklauf vor?", "de"),
        ("Das ist kein Notfall.", "de"),
        ("I had a heart attack last year.", "en"),
        ("It's not an emergency.", "en"),
    ],
)
def test_danger_that_is_over_or_denied_is_none(text: str, language: Language) -> None:
    assert reason_after(text, language=language) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mein Chef sagt, ich sei ein Idiot.",
        "Ich bin nicht sauer.",
        "Das war verdammt gut, danke.",
        "Der Zahn tut verdammt weh, ich halte es nicht mehr aus.",
        "Ich Idiot habe den Termin vergessen.",
        "Dann bringe ich Sie um, haha, kleiner Scherz.",
        "Meine Mutter ist gestorben, ich muss ihren Termin absagen.",
        "Ich brauche keinen Mitarbeiter, nur einen Termin.",
        "Meine Tante meint ja, ihr wärt alle Halunken und Betrüger, ich finde Sie nett.",
    ],
)
def test_quoting_denying_praise_pain_jokes_and_grief_fetch_nobody(text: str) -> None:
    assert reason_after(text) is None
    assert mood_after(text).intensity < ESCALATE_AT / 2


def test_a_state_of_things_that_cannot_go_on_is_no_despair_and_somebody_who_cannot_is() -> None:
    assert reason_after("I've waited for months, it can't go on like this.", language="en") is None
    assert reason_after("I can't go on like this.", language="en") is Reason.DISTRESS


def test_despair_fetches_a_person_for_its_own_reason() -> None:
    assert reason_after("Ich weiß nicht mehr weiter, ich kann nicht mehr.") is Reason.DISTRESS


def test_who_wants_a_person_says_so() -> None:
    assert reason_after("Verbinden Sie mich bitte mit einem Mitarbeiter.") is Reason.ASKED_FOR_HUMAN


def test_the_same_words_again_and_cutting_in_are_signals_of_their_own() -> None:
    words = "ich möchte einen termin zur kontrolle".split()
    course = Course().after(words).heard_out(interrupted=True).heard_out(interrupted=True)
    assert heard_in_course(course, words, misses=1) == {
        Kind.REPEATS: 0.5,
        Kind.INTERRUPTIONS: 0.5,
        Kind.NOT_UNDERSTOOD: 0.5,
    }


def test_putting_us_right_once_says_nothing_and_again_and_again_does() -> None:
    words = "der name ist falsch".split()
    found = [heard_in_course(Course(), words, misses=0, corrections=count) for count in (0, 1, 2, 5)]
    assert [one.get(Kind.CORRECTIONS) for one in found] == [None, None, 0.5, 1.0]


def test_anger_that_was_written_down_as_something_else_is_heard_in_other_guesses() -> None:
    guesses = ("Das ist eine Frechheit, ich habe die Nage voll.", "Das ist eine Freitag, ich habe die Nase voll.")
    found = heard_in_guesses("Das ist eine Freitag, ich habe die Nage voll.", guesses, "de")
    assert found.keys() == {Kind.JUDGEMENT, Kind.RAGE}
    assert ADDS_AT_LEAST < heat_of(found) < ESCALATE_AT


def test_other_guesses_call_for_no_ambulance_and_turn_no_joke_into_anger() -> None:
    assert (
        heard_in_guesses("Ich bekomme keine Lust.", ("Ich bekomme keine Luft.", "Mit einem Menschen, bitte."), "de")
        == {}
    )
    assert heard_in_guesses("Haha, eine Freiheit!", ("Ja ja, eine Frechheit!",), "de") == {}


def test_the_course_of_a_call_alone_is_no_anger() -> None:
    course = (Kind.REPEATS, Kind.INTERRUPTIONS, Kind.CORRECTIONS, Kind.NOT_UNDERSTOOD, Kind.BREVITY)
    mood = after(CALM, dict.fromkeys(course, 1.0))
    assert mood.intensity == 0.0


def test_neither_course_nor_model_can_take_from_what_a_rule_has_found() -> None:
    rule = heard_in_words("Ihr seid unfähige Idioten, ich verklage euch!", "de")
    assert after(CALM, {**rule, Kind.MODEL_VIEW: 0.0, Kind.SOUNDS_ANGRY: 0.0}).intensity >= ESCALATE_AT


def test_a_models_view_alone_fetches_nobody() -> None:
    assert verdict_on(after(CALM, {Kind.MODEL_VIEW: 1.0})) is None


def test_a_models_view_adds_its_bound_once_to_what_is_heated_by_itself() -> None:
    annoyed = mood_after("Das ist eine Zumutung!")
    seen = viewed(annoyed)
    assert seen.intensity == pytest.approx(annoyed.intensity + MOST_FROM_MODEL)
    assert viewed(seen) == seen
    assert viewed(CALM).intensity == 0.0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Den Abschiedsbrief habe ich schon geschrieben.", "de"),
        ("Ich sitze auf den Gleisen.", "de"),
        ("It would be best if I didn't exist.", "en"),
        ("I'm sitting on the railway line.", "en"),
    ],
)
def test_who_speaks_of_ending_it_in_plain_words_is_in_danger(text: str, language: Language) -> None:
    assert reason_after(text, language=language) is Reason.EMERGENCY_OF_LIFE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Film handelt von einem Selbstmord, ab welchem Alter ist der frei?", "de"),
        ("The play's about a suicide, is it suitable for a school class?", "en"),
        ("My brother's a paramedic and wants to know if you're open.", "en"),
        ("We had a break in the other day, I'd like a new lock.", "en"),
    ],
)
def test_stories_professions_and_burglaries_that_are_over_fetch_nobody(text: str, language: Language) -> None:
    assert reason_after(text, language=language) is None


def test_who_collapses_at_the_cinema_is_in_danger_all_the_same() -> None:
    text = "We were watching a film and my husband has collapsed."
    assert reason_after(text, language="en") is Reason.EMERGENCY_OF_LIFE


def test_a_calm_sentence_takes_back_a_wish_for_a_person_and_nothing_else() -> None:
    calm = {Kind.SOUNDS_CALM: 1.0}
    assert weighed({Kind.WANTS_HUMAN: 1.0}, calm) == {}
    assert weighed({Kind.DANGER: 1.0, Kind.RAGE: 0.65}, calm) == {Kind.DANGER: 1.0, Kind.RAGE: 0.65}
    assert weighed({Kind.WANTS_HUMAN: 1.0}, {Kind.SOUNDS_LIKE_A_WISH: 0.4}).keys() == {
        Kind.WANTS_HUMAN,
        Kind.SOUNDS_LIKE_A_WISH,
    }


def test_anger_is_heard_through_a_recogniser_that_splits_words_and_half_hears_the_lawyer() -> None:
    assert reason_after("Ich bin Stink Sauer, ich gehe zu meinem Anweis.") is Reason.HIGH_EMOTION


def test_an_ambulance_that_drives_patients_is_no_danger_and_one_that_is_needed_is() -> None:
    driven = "The ambulance transport can't bring her then."
    assert reason_after(driven, language="en") is None
    assert reason_after("We need an ambulance now.", language="en") is Reason.EMERGENCY_OF_LIFE
