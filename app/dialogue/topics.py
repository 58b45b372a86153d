"""What a call is about, in the owner's own words: the topics of their escalation paths, heard in what callers say.

A topic is the key of an offering, a word that `prompts/synonyms/paths.yaml` explains ("billing"), or any word of the
owner's, which is then heard as it is written, also inside longer words ("rezept" in "Folgerezept").
"""

from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz

from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Business, Language
from app.domain.escalation.reasons import Reason
from app.domain.ids import OfferingKey
from app.domain.spoken.folding import words

SAME_WORD = 88
INSIDE_FROM_LETTERS = 5
_ALWAYS_KNOWN = (Reason.BILLING.value,)


class Topics:
    """One business's. Built once."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        explained = read_yaml(prompts_dir / "synonyms" / "paths.yaml")
        offerings = {offering.key for offering in business.offerings}
        named = dict.fromkeys(topic for path in business.escalation.paths for topic in sorted(path.topics))
        self._offerings = frozenset(topic for topic in named if topic in offerings)
        self._words = {
            language: {
                topic: tuple(tuple(words(said)) for said in explained.get(topic, {}).get(language, (_plain(topic),)))
                for topic in (*_ALWAYS_KNOWN, *named)
                if topic not in offerings
            }
            for language in ("de", "en")
        }

    def spoken_of(self, text: str, language: Language, offerings: Sequence[OfferingKey]) -> str | None:
        """`offerings`: those that are wanted in the text. The owner's words come before the keys of offerings."""
        said = words(text)
        for topic, phrases in self._words[language].items():
            if any(_said(phrase, said) for phrase in phrases):
                return topic
        return next((key for key in offerings if key in self._offerings), None)


def _plain(topic: str) -> str:
    return topic.replace("_", " ").replace("-", " ")


def _said(phrase: Sequence[str], said: Sequence[str]) -> bool:
    if not phrase:
        return False
    return any(
        all(_same(word, other) for word, other in zip(phrase, said[start:], strict=False))
        for start in range(len(said) - len(phrase) + 1)
    )


def _same(word: str, said: str) -> bool:
    if len(word) < INSIDE_FROM_LETTERS:
        return word == said
    return word in said or fuzz.ratio(word, said) >= SAME_WORD
