from pathlib import Path

import pytest

from app.dialogue.intent_rules import plain_words
from app.dialogue.intent_wordings import training_set
from app.dialogue.intents import LANGUAGES, Intent, load_or_train
from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Language
from tests.bench.intents import heldout, judged, macro_f1
from tests.dialogue.text_call import classifier

FEWEST_WORDINGS = 40
MACRO_F1 = 0.85


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_wordings_to_learn_from(language: Language) -> None:
    _, labels = training_set(PROMPTS_DIR, language)
    for intent in Intent:
        assert labels.count(intent.value) >= FEWEST_WORDINGS, intent


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_wordings_are_not_in_the_training_set_and_mostly_understood(language: Language) -> None:
    texts, _ = training_set(PROMPTS_DIR, language)
    assert len(heldout(language)) >= 150
    assert not {plain_words(text) for text, _ in heldout(language)} & set(texts)
    assert macro_f1(judged(language, classifier())) >= MACRO_F1


def test_a_stored_classifier_is_used_again_and_a_stale_one_is_trained_anew(tmp_path: Path) -> None:
    first = load_or_train(tmp_path)
    stored = (tmp_path / "intents.joblib").stat().st_mtime_ns
    again = load_or_train(tmp_path)
    assert (tmp_path / "intents.joblib").stat().st_mtime_ns == stored
    text = "Ich möchte meinen Termin verschieben."
    assert first.classify(text, "de") == again.classify(text, "de")


def test_a_torn_file_is_trained_anew_and_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "intents.joblib").write_bytes(b"torn")
    text = "Ich möchte meinen Termin verschieben."
    anew = load_or_train(tmp_path)
    assert (tmp_path / "intents.joblib").stat().st_size > 1_000
    (tmp_path / "in_the_way").touch()
    unwritten = load_or_train(tmp_path / "in_the_way" / "models")
    assert anew.classify(text, "de") == unwritten.classify(text, "de") == classifier().classify(text, "de")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mein Vater bekommt keine Luft", "de"),
        ("Sie ist bewusstlos und reagiert nicht", "de"),
        ("Ich will nicht mehr leben", "de"),
        ("he is not breathing", "en"),
        ("I think she is having a stroke", "en"),
    ],
)
def test_danger_to_life_is_decided_by_rule(text: str, language: Language) -> None:
    guess = classifier().classify(text, language)
    assert guess.intent is Intent.EMERGENCY_OF_LIFE
    assert guess.certain


@pytest.mark.parametrize(
    "text",
    ["Ich habe starke Zahnschmerzen", "Das ist kein Notfall", "Mein Vater hatte vor zwei Jahren einen Schlaganfall"],
)
def test_tooth_pain_and_old_illness_are_no_danger_to_life(text: str) -> None:
    guess = classifier().classify(text, "de")
    assert not (guess.intent is Intent.EMERGENCY_OF_LIFE and guess.certain)


@pytest.mark.parametrize(
    ("text", "language", "is_put_through"),
    [
        ("I wondered whether I could come and talk to somebody about an implant.", "en", False),
        ("Ich möchte keinen Termin, verbinden Sie mich mit einem Mitarbeiter.", "de", True),
        ("No appointment, I want to talk to a person.", "en", True),
    ],
)
def test_who_wants_to_come_and_talk_to_somebody_is_not_put_through(
    text: str, language: Language, is_put_through: bool
) -> None:
    assert (classifier().classify(text, language).intent is Intent.HUMAN) is is_put_through
