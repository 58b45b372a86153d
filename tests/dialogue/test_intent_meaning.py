from collections.abc import Mapping
from pathlib import Path

import numpy as np

from app.dialogue.intent_meaning import IntentMeaning, load_meaning, train_meaning
from app.dialogue.intents import Intent
from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Language
from tests.dialogue.text_call import classifier

UNFORESEEN = "ach wissen sie die sache hat sich eigentlich erledigt"


class TooSlowError(Exception):
    pass


class Means:
    """A judge who is sure of one intent."""

    def __init__(self, intent: str | None) -> None:
        self.intent = intent
        self.asked: list[str] = []

    def likely(self, text: str, language: Language) -> Mapping[str, float] | None:
        self.asked.append(text)
        return None if self.intent is None else {self.intent: 1.0}


def test_what_words_leave_open_is_decided_by_the_meaning() -> None:
    by_words = classifier().classify(UNFORESEEN, "de")
    assert by_words.confidence < 0.6
    guess = classifier().by_meaning_too(Means("cancel")).classify(UNFORESEEN, "de")
    assert guess.intent is Intent.CANCEL
    assert not guess.certain


def test_a_rule_that_is_sure_and_plain_words_are_not_weighed_against_a_meaning() -> None:
    judge = Means("cancel")
    both = classifier().by_meaning_too(judge)
    assert both.classify("Verbinden Sie mich bitte.", "de").intent is Intent.HUMAN
    assert both.classify("Ich möchte meinen Termin absagen.", "de").intent is Intent.CANCEL
    assert judge.asked == []


def test_without_a_vector_in_time_the_words_are_alone() -> None:
    both = classifier().by_meaning_too(Means(None))
    assert both.classify(UNFORESEEN, "de") == classifier().classify(UNFORESEEN, "de")

    def fails(text: str) -> None:
        raise TooSlowError

    assert IntentMeaning({}, fails, (TooSlowError,)).likely("egal", "de") is None


def letters(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A poor man's meaning: which letters occur."""
    vector = np.array([text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyzäöü"], dtype=np.float32)
    return vector / (np.linalg.norm(vector) or 1.0)


def test_what_was_learned_is_stored_for_these_wordings_and_this_engine_alone(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts"
    (prompts / "intents").mkdir(parents=True)
    for language in ("de", "en"):
        text = "lists: {}\nintents:\n  book: [aaa, ab, abc]\n  cancel: [zzz, zy, zyx]\n  move: [mmm]\n"
        (prompts / "intents" / f"{language}.yaml").write_text(text, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    weights = train_meaning(
        tmp_path, letters, "letters", prompts_dir=prompts, progress=lambda done, total: seen.append((done, total))
    )
    assert seen[-1] == (14, 14)
    assert weights["de"].likely(letters("aab"))["book"] > 0.5
    stored = load_meaning(tmp_path, "letters", prompts_dir=prompts)
    assert stored is not None
    assert stored["en"].likely(letters("zzy"))["cancel"] > 0.5
    assert load_meaning(tmp_path, "other engine", prompts_dir=prompts) is None
    (prompts / "intents" / "natural_de.yaml").write_text("intents: {book: [abba]}\n", encoding="utf-8")
    assert load_meaning(tmp_path, "letters", prompts_dir=prompts) is None


def test_nothing_is_learned_yet_in_an_empty_folder(tmp_path: Path) -> None:
    assert load_meaning(tmp_path, "letters", prompts_dir=PROMPTS_DIR) is None


def test_a_sentence_that_brain_and_record_ask_about_is_weighed_once_and_a_mere_guess_not_at_all() -> None:
    judge = Means("cancel")
    both = classifier().by_meaning_too(judge)
    assert both.classify(UNFORESEEN, "de") == both.classify(UNFORESEEN, "de", weigh_meaning=True)
    assert both.classify(UNFORESEEN, "de", weigh_meaning=False) == classifier().classify(UNFORESEEN, "de")
    assert judge.asked == [UNFORESEEN]
