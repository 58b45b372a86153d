"""How an utterance sounds, by a judge of made-up meanings; the real one is weighed in `tests.bench.escalation`."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.dialogue.mood_model import MoodModel, fit_and_judge
from app.dialogue.moods import LearnedMoods, load_moods, mood_training_set, sounds, train_moods
from app.domain.escalation.signals import Kind

SAID = {
    "calm": "termin öffnung rezept zeit adresse danke",
    "angry": "frechheit idiot klage betrug saftladen unverschämt",
    "desperate": "verzweifelt hoffnungslos weinen zittern allein angst",
    "danger": "bewusstlos blut feuer gas messer atmet",
    "human": "mensch mitarbeiter chefin kollege durchstellen verbinden",
}


def meaning(text: str) -> Any:
    """The moods whose words are in it, and a little of the text itself."""
    vector = np.full(len(SAID) + 1, 0.1, dtype=np.float32)
    vector[-1] += len(text) % 7 / 70
    for nth, words in enumerate(SAID.values()):
        vector[nth] += sum(word in text.split() for word in words.split())
    return vector / np.linalg.norm(vector)


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    (tmp_path / "moods").mkdir()
    lines = ["moods:"]
    for mood, words in SAID.items():
        lines += [
            f"  {mood}:",
            *(f"    - also {word} bitte {tail}" for word in words.split() for tail in ("jetzt", "ja")),
        ]
    for language in ("de", "en"):
        (tmp_path / "moods" / f"{language}.yaml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def model(prompts: Path, tmp_path: Path) -> MoodModel:
    return train_moods(tmp_path / "models", meaning, "made-up", prompts_dir=prompts)


@pytest.mark.parametrize("mood", SAID)
def test_what_is_close_to_the_examples_of_a_mood_is_likeliest_of_that_mood(model: MoodModel, mood: str) -> None:
    text = f"na {SAID[mood].split()[0]} und {SAID[mood].split()[1]}"
    likely = model.likely(text, meaning(text))
    assert max(likely, key=lambda one: likely[one]) == mood
    assert sum(likely.values()) == pytest.approx(1.0)


def test_what_has_no_known_word_is_judged_by_its_meaning(model: MoodModel) -> None:
    likely = model.likely("xyzzy", meaning("frechheit idiot"))
    assert max(likely, key=lambda one: likely[one]) == "angry"


def test_examples_are_judged_by_boundaries_drawn_without_them(prompts: Path) -> None:
    texts, moods = mood_training_set(prompts)
    _, unseen = fit_and_judge(texts, np.vstack([meaning(text) for text in texts]), moods)
    right = sum(max(shares, key=lambda one: shares[one]) == mood for shares, mood in zip(unseen, moods, strict=True))
    assert right > 0.9 * len(moods)


def test_the_same_utterances_make_the_same_model(model: MoodModel, prompts: Path, tmp_path: Path) -> None:
    again = train_moods(tmp_path / "again", meaning, "made-up", prompts_dir=prompts)
    text = "also betrug"
    assert again.likely(text, meaning(text)) == model.likely(text, meaning(text))


def test_what_was_trained_is_found_until_the_wordings_or_the_vectors_change(
    model: MoodModel, prompts: Path, tmp_path: Path
) -> None:
    stored = load_moods(tmp_path / "models", "made-up", prompts_dir=prompts)
    assert stored is not None
    assert stored.likely("also blut", meaning("blut")) == model.likely("also blut", meaning("blut"))
    assert load_moods(tmp_path / "models", "another", prompts_dir=prompts) is None
    with (prompts / "moods" / "de.yaml").open("a", encoding="utf-8") as wordings:
        wordings.write("\n    - also noch ein Mensch\n")
    assert load_moods(tmp_path / "models", "made-up", prompts_dir=prompts) is None


def test_nothing_is_found_where_nothing_was_trained(tmp_path: Path) -> None:
    assert load_moods(tmp_path, "made-up") is None


async def test_an_utterance_is_heard_as_the_kind_it_sounds_like(model: MoodModel) -> None:
    async def embed(text: str) -> Any:
        return meaning(text)

    heard = await LearnedMoods(model, embed, (ConnectionError,)).judge("also idiot und betrug")
    assert list(heard) == [Kind.SOUNDS_ANGRY]


async def test_two_words_are_too_few_to_tell(model: MoodModel) -> None:
    async def embed(text: str) -> Any:
        raise AssertionError(text)

    assert await LearnedMoods(model, embed, (ConnectionError,)).judge("idiot betrug") == {}


async def test_without_a_vector_the_judge_says_nothing(model: MoodModel) -> None:
    async def embed(text: str) -> Any:
        raise ConnectionError(text)

    assert await LearnedMoods(model, embed, (ConnectionError,)).judge("also idiot und betrug") == {}


def test_what_is_calm_or_annoyed_sounds_like_nothing() -> None:
    assert sounds({"calm": 0.5, "annoyed": 0.4, "angry": 0.1, "desperate": 0.0, "danger": 0.0, "human": 0.0}) == {}


def test_what_is_calm_beyond_doubt_is_said_to_be_calm() -> None:
    likely = {"calm": 0.95, "annoyed": 0.05, "angry": 0.0, "desperate": 0.0, "danger": 0.0, "human": 0.0}
    assert sounds(likely) == {Kind.SOUNDS_CALM: 1.0}


@pytest.mark.parametrize(
    ("danger", "angry", "kind"), [(0.45, 0.5, Kind.SOUNDS_ANGRY), (0.45, 0.4, Kind.SOUNDS_IN_DANGER)]
)
def test_danger_is_named_where_it_is_as_likely_as_all_else_that_needs_a_person(
    danger: float, angry: float, kind: Kind
) -> None:
    likely = {"calm": 0.05, "annoyed": 0.0, "human": 0.0, "desperate": 0.0, "danger": danger, "angry": angry}
    assert sounds(likely) == {kind: 1.0}


def test_half_a_danger_among_several_moods_is_none() -> None:
    likely = {"calm": 0.04, "annoyed": 0.0, "human": 0.12, "desperate": 0.0, "danger": 0.43, "angry": 0.41}
    assert sounds(likely) == {Kind.SOUNDS_ANGRY: 1.0}
