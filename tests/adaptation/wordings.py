"""Endless sentences of callers, each as it is spoken and as a recogniser should write it.

Names: one surname in ten is never given out for training, so that what is measured on those was not learned by heart.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from faker import Faker

from app.dialogue.likely_sentences import likely_messages
from tests.adaptation import slots
from tests.adaptation.slots import Said
from voice.contract import Language

_HERE = Path(__file__).parent
_CALLERS = _HERE.parent / "calls"
_HEARING = _HERE.parents[1] / "prompts" / "hearing"
_CHOICE = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_SLOT = re.compile(r"(\{\w+\})")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WHOLE_MESSAGE = 0.7
_COMMON_NAME = 0.4
_SPELLED_FAMILY = 0.8


@cache
def _wordings(language: Language) -> Any:
    return yaml.safe_load((_HERE / f"wordings_{language}.yaml").read_text("utf-8"))


@cache
def _likely(language: Language) -> list[str]:
    lines = (_HEARING / f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _messages(language: Language) -> list[str]:
    return likely_messages()[language]


@cache
def _messages_of_callers(language: Language) -> list[str]:
    """What the callers of the tests dictate: never taught with."""
    files = sorted(_CALLERS.glob("message_callers*.yaml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return [entry["says"] for entry in entries if entry["language"] == language]


@cache
def _fakers(language: Language) -> list[Faker]:
    return [Faker(locale) for locale in (("de_DE",) if language == "de" else ("en_US", "en_GB"))]


@dataclass(frozen=True, slots=True)
class Wordings:
    """`held_out`: only with surnames and messages never trained on. `sentences`: general ones, against forgetting."""

    random: Random
    held_out: bool = False
    sentences: Mapping[Language, Sequence[str]] = field(default_factory=dict)

    def sentence(self, language: Language) -> Said:
        patterns = _wordings(language)["patterns"]
        [(_, pattern)] = self.random.choices(patterns, [weight for weight, _ in patterns])
        chosen = _expanded(pattern, self.random)
        parts = [self._filled(part, language) for part in _SLOT.split(chosen)]
        spoken, written = (_tidy("".join(part[nth] for part in parts), language) for nth in (0, 1))
        return spoken, written

    def _filled(self, part: str, language: Language) -> Said:
        if not _SLOT.fullmatch(part):
            return part, part
        random = self.random
        match part[1:-1]:
            case "when":
                return slots.when(language, random, _wordings(language)["lists"])
            case "clock":
                return slots.clock(language, random)
            case "phone":
                return slots.phone(language, random)
            case "spelled":
                name = self._family(language) if random.random() < _SPELLED_FAMILY else self._given(language)
                return slots.spelled(name, language, random)
            case "given":
                return _same(self._given(language))
            case "family":
                return _same(self._family(language))
            case "titled":
                return _same(random.choice(["Frau ", "Herrn ", "Doktor "]) + self._family(language))
            case "day":
                return _same(random.choice(slots.DAYS[language]))
            case other:
                return _same(self._line(other, language))

    def _line(self, of: str, language: Language) -> str:
        match of:
            case "hearing":
                return self.random.choice(_likely(language))
            case "message":
                messages = _messages_of_callers(language) if self.held_out else _messages(language)
                return self._dictated(self.random.choice(messages))
            case "sentence":
                return self.random.choice(self.sentences.get(language) or _likely(language))
            case listed:
                return str(self.random.choice(_wordings(language)["lists"][listed]))

    def _dictated(self, message: str) -> str:
        """The whole of it, or one sentence."""
        if self.random.random() < _WHOLE_MESSAGE:
            return message
        return self.random.choice(_SENTENCE_END.split(message))

    def _given(self, language: Language) -> str:
        return str(self.random.choice(_fakers(language)).first_name())

    def _family(self, language: Language) -> str:
        common = _wordings(language)["lists"]["family"]
        if not self.held_out and self.random.random() < _COMMON_NAME:
            return str(self.random.choice(common))
        while True:
            name = str(self.random.choice(_fakers(language)).last_name())
            if name not in common and is_held_out(name) == self.held_out:
                return name


def is_held_out(name: str) -> bool:
    return zlib.crc32(name.lower().encode()) % 10 == 0


def _same(text: str) -> Said:
    return text, text


def _expanded(pattern: str, random: Random) -> str:
    while found := _CHOICE.search(pattern):
        one_of, maybe = found.groups()
        options = (one_of if maybe is None else maybe).split("|")
        taken = random.choice(options) if maybe is None or random.random() < 0.5 else ""
        pattern = pattern[: found.start()] + taken + pattern[found.end() :]
    return pattern


def _tidy(text: str, language: Language) -> str:
    text = re.sub(r"\s+([.,?!])", r"\1", " ".join(text.split())).replace("..", ".")
    if language == "en":
        text = re.sub(r"\ba ([aeio])", r"an \1", text)
    return text[:1].upper() + text[1:]
