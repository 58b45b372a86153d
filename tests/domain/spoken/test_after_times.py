"""What callers add to a time, to every phrase of the corpora that has one."""

from pathlib import Path

import pytest

from app.domain.business import Language
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.when import When
from app.quick_yaml import parse_yaml
from tests.corpora.score_times import HOURS, Phrase, phrases

ADDED = parse_yaml((Path(__file__).parents[2] / "corpora" / "after_times.yaml").read_text(encoding="utf-8"))
EVERY, SHORT_WORDS = 5, 5


def _heard(phrase: Phrase, added: str = "") -> When:
    words = f"{phrase.words.rstrip('.?! ')}{added}"
    return hear_when(words, language=phrase.language, now=phrase.now, hours=HOURS)


def _timed(split: str, language: Language) -> list[Phrase]:
    heard = ((phrase, _heard(phrase)) for phrase in list(phrases(f"{split}_{language}"))[::EVERY])
    return [phrase for phrase, when in heard if when.windows and not when.problem]


@pytest.mark.parametrize("split", ["dev", "heldout2", "heldout4"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_asides_leave_a_time_as_it_was_said(split: str, language: Language) -> None:
    changed = [
        (phrase.words, aside)
        for phrase in _timed(split, language)
        for aside in ADDED["asides"][language]
        if _heard(phrase, f", {aside}.").windows != _heard(phrase).windows
    ]

    assert not changed


@pytest.mark.parametrize("language", ["de", "en"])
def test_refusals_take_a_time_back(language: Language) -> None:
    kept = [
        (phrase.words, refusal)
        for phrase in _timed("dev", language)
        if len(phrase.words.split()) < SHORT_WORDS and not _heard(phrase).wish.excluded
        for refusal in ADDED["refusals"][language]
        if _heard(phrase, f"? {refusal[0].upper()}{refusal[1:]}.").windows == _heard(phrase).windows
    ]

    assert not kept
