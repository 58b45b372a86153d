"""When anger, despair and danger call for a person, from words and from the course of the call."""

import pytest

from app.domain.business import Language
from app.domain.escalation.course import Course, heard_in_course
from app.domain.escalation.mood import CALM, ESCALATE_AT, Mood, after, alarmed, verdict_on
from app.domain.escalation.reasons import Reason
from app.domain.escalation.signals import Kind
from app.domain.escalation.words import heard_in_words


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
    ],
)
def test_quoting_denying_praise_pain_jokes_and_grief_fetch_nobody(text: str) -> None:
    assert reason_after(text) is None
    assert mood_after(text).intensity < ESCALATE_AT / 2


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


def test_the_course_of_a_call_alone_is_no_anger() -> None:
    mood = after(CALM, {Kind.REPEATS: 1.0, Kind.INTERRUPTIONS: 1.0, Kind.NOT_UNDERSTOOD: 1.0, Kind.BREVITY: 1.0})
    assert mood.intensity == 0.0


def test_neither_course_nor_model_can_take_from_what_a_rule_has_found() -> None:
    rule = heard_in_words("Ihr seid unfähige Idioten, ich verklage euch!", "de")
    assert after(CALM, {**rule, Kind.MODEL_VIEW: 0.0, Kind.SOUNDS_ANGRY: 0.0}).intensity >= ESCALATE_AT


def test_a_models_view_alone_fetches_nobody() -> None:
    assert verdict_on(after(CALM, {Kind.MODEL_VIEW: 1.0})) is None
