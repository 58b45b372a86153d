"""The bar for phrases nobody looked at while the rules were written: at least 95 % exact, at most 1 % sure and
wrong."""

import pytest

from tests.corpora.score_times import Scored, phrases, score

HELD_OUT = tuple(f"heldout{number}_{language}" for number in ("", 2, 3, 4) for language in ("de", "en"))
DEVELOPED_ON = ("dev_de", "dev_en")


def _scores(names: tuple[str, ...]) -> list[Scored]:
    return [score(phrase) for name in names for phrase in phrases(name)]


def _report(scored: list[Scored]) -> tuple[float, float]:
    exact = sum(item.verdict == "exact" for item in scored) / len(scored)
    wrong = sum(item.verdict == "wrong" for item in scored) / len(scored)
    return exact, wrong


@pytest.mark.parametrize("language", ["de", "en"])
def test_held_out_phrases_are_understood_exactly_and_hardly_ever_wrongly(language: str) -> None:
    scored = _scores(tuple(name for name in HELD_OUT if name.endswith(language)))
    exact, wrong = _report(scored)
    assert len(scored) >= 300
    assert exact >= 0.95, f"{exact:.1%} of {len(scored)} exact"
    assert wrong <= 0.01, f"{wrong:.1%} of {len(scored)} confidently wrong"


@pytest.mark.parametrize("name", DEVELOPED_ON)
def test_phrases_of_the_development_corpus_stay_understood(name: str) -> None:
    missed = [
        (item.phrase.words, item.phrase.wanted, item.heard) for item in _scores((name,)) if item.verdict != "exact"
    ]
    assert not missed
