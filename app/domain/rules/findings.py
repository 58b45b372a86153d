"""What is wrong with a business's rules or records, in the words of its owner, German and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.ids import BookingReference
from app.domain.rules.finding_words import WORDS, WORDS_OF_ONE, Sentences


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """`code` is a constant word; `impossible` = it can never work, else it is doubtful. `facts` fill the sentences.

    `references` are all bookings that it is about, by start; the sentences name some of them.
    """

    code: str
    impossible: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    references: tuple[BookingReference, ...] = field(default=(), compare=False)

    def says(self, language: Literal["de", "en"]) -> str:
        return self._words[language][0].format(**self.facts)

    def fix(self, language: Literal["de", "en"]) -> str:
        return self._words[language][1].format(**self.facts)

    @property
    def _words(self) -> Mapping[str, Sentences]:
        return WORDS_OF_ONE.get(self.code, WORDS[self.code]) if self.facts.get("count") == "1" else WORDS[self.code]
