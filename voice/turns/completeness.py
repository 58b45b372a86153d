"""How likely is it that the caller goes on after this pause? Judged from the words so far, in all readings. PURE.

Decision: signs found in the text (does it dangle, is a wish begun without its object, does it answer what was asked)
are weighed and added up, over the recogniser's first guess and its alternatives: a dangling "am" that was misheard is
often still in one of them. The weights are a logistic regression on what the real recogniser made of simulated callers
(`python -m tests.bench.patience fit`). Alternatives: the first guess alone, one rule after the other (a misheard last
word then costs the whole patience: German p95 was 1660 ms); prosody (synthesized callers, whose every piece falls like
a sentence's end, cannot tell whether it helps). Consequence: new signs are cheap to try, and the trade is a figure.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from voice.contract import Expectation, Language
from voice.turns import phrase_words as words_that
from voice.turns.endings import goes_on

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_TRAILING_OFF = re.compile(r"(\.\.\.|…|[,;:–-])\s*$")
_FULL_STOP = re.compile(r"[.?!]\s*$")
_LEFT_OVER = re.compile(r"(?<=[.?!])\s+(?:You|I)$")  # what a beam begins behind the end
_READINGS = 4
_LATER_READING = 0.5  # each further reading counts half of the one before
_SPEECH_S = 3.0
_BRIEF_MS = 700

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is known at a pause. `confidence` 0..1; `speech_ms` without pauses, None = unknown."""

    text: str
    language: Language
    expects: Expectation
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    speech_ms: int | None = None


WEIGHTS: Signs = {
    "dangles": 2.87,
    "may dangle": 0.91,
    "hesitates": 2.29,
    "trails off": 0.02,
    "no full stop": -0.15,
    "wish begun": 0.91,
    "wish whole": 0.37,
    "question": -0.62,
    "closes": -0.43,
    "answer": -1.98,
    "greeting": 0.29,
    "time given": -1.99,
    "day alone": 0.22,
    "ordinal": 0.47,
    "name given": -0.87,
    "yes or no": -0.55,
    "sentence": -0.44,
    "chosen": -0.31,
    "noun": -0.25,
    "reads on": 3.66,
    "answer reads on": 2.27,
    "short": -0.01,
    "long": -0.59,
    "number": 0.66,
    "nothing": -0.57,
    "doubt": 1.27,
    "length": -2.77,
    "brief": -0.69,
    "open": 1.25,
    "yes_no": -0.74,
    "name": -0.79,
}
BIAS = 0.62


def chance_of_more(so_far: SoFar) -> float:
    """0..1"""
    weight = BIAS + sum(WEIGHTS[name] * sign for name, sign in signs_of(so_far).items())
    return 1 / (1 + math.exp(-weight))


def signs_of(so_far: SoFar) -> Signs:
    """Each 0..1."""
    readings = _readings(so_far)
    shares = [_LATER_READING**nth for nth in range(len(readings))]
    signs = dict.fromkeys(_signs_in_text("Ja", so_far.language, so_far.expects), 0.0)
    for share, reading in zip(shares, readings, strict=True):
        for name, sign in _signs_in_text(reading, so_far.language, so_far.expects).items():
            signs[name] += sign * share / sum(shares)
    heard = bool(so_far.text)
    speech_ms = 1_500 if so_far.speech_ms is None else so_far.speech_ms
    return signs | {
        "nothing": float(not heard),
        "doubt": 1 - so_far.confidence if heard else 0.0,
        "length": min(speech_ms / 1000, _SPEECH_S) / _SPEECH_S,
        "brief": float(speech_ms < _BRIEF_MS),
        "open": float(so_far.expects is Expectation.OPEN),
        "yes_no": float(so_far.expects is Expectation.YES_NO),
        "name": float(so_far.expects is Expectation.NAME),
    }


def words_of(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def digits_in(text: str, language: Language) -> int:
    spoken = sum(word in words_that.DIGIT_WORDS[language] for word in words_of(text))
    return sum(letter.isdigit() for letter in text) + spoken


def ends_in_digits(text: str, language: Language) -> bool:
    last = words_of(text)[-1:]
    return any(word.isdigit() or word in words_that.DIGIT_WORDS[language] for word in last)


def is_answer(text: str, language: Language) -> bool:
    words = words_of(text)
    return bool(words) and all(word in words_that.ANSWERS[language] for word in words)


def _readings(so_far: SoFar) -> list[str]:
    found: dict[str, str] = {}
    for text in (so_far.text, *so_far.alternatives):
        stripped = _LEFT_OVER.sub("", text)
        if words_of(stripped):
            found.setdefault(stripped, stripped)
    return list(found)[:_READINGS]


def _signs_in_text(text: str, language: Language, expects: Expectation) -> Signs:
    words = words_of(text)
    last, tail = words[-1], " ".join(words[-3:])
    is_closed = any(tail == end or tail.endswith(" " + end) for end in words_that.CLOSED_ENDINGS[language])
    dangles = last in words_that.DANGLING[language] and not is_closed
    may_dangle = last in words_that.MAY_DANGLE[language] and not is_closed
    has_full_stop = _FULL_STOP.search(text) is not None
    wish = words_that.WISH[language].search(text)
    wish_is_whole = wish is not None and not _wish_is_not_whole(text, wish.end(), words, language)
    asks_when = expects in (Expectation.TIME, Expectation.CHOICE)
    has_day = words_that.TIME_HINT[language].search(text) is not None
    has_clock = words_that.CLOCK[language].search(text) is not None
    chooses = expects is Expectation.CHOICE
    names_nth = chooses and words_that.NTH[language].search(text) is not None
    reads_on = goes_on(text, language)
    free = expects in (Expectation.OPEN, Expectation.TIME)
    return {
        "dangles": float(dangles),
        "may dangle": float(may_dangle),
        "hesitates": float(last in words_that.HESITATIONS),
        "trails off": float(_TRAILING_OFF.search(text) is not None),
        "no full stop": float(not has_full_stop),
        "wish begun": float(wish is not None and not wish_is_whole),
        "wish whole": float(wish_is_whole and not dangles),
        "question": float(text.rstrip().endswith("?") and not dangles),
        "closes": float(last in words_that.CLOSINGS[language] or is_closed),
        "answer": float(is_answer(text, language)),
        "greeting": float(all(word in words_that.GREETINGS[language] for word in words)),
        "time given": float(asks_when and (has_clock or names_nth) and not dangles),
        "day alone": float(asks_when and has_day and not has_clock),
        "ordinal": float(expects is Expectation.TIME and words_that.ORDINAL_END[language].search(tail) is not None),
        "name given": float(expects is Expectation.NAME and not dangles and not may_dangle),
        "yes or no": float(expects is Expectation.YES_NO and words[0] in words_that.ANSWERS[language] and not dangles),
        "sentence": float(len(words) >= 4 and has_full_stop and not dangles and not may_dangle),
        "chosen": float(chooses and words_that.CHOSEN[language].search(text) is not None and not dangles),
        "noun": float(language == "de" and len(words) > 1 and _WORD.findall(text)[-1][0].isupper()),
        "reads on": reads_on if free else 0.0,
        "answer reads on": 0.0 if free else reads_on,
        "short": float(len(words) <= 2),
        "long": float(len(words) >= 6),
        "number": float(expects is not Expectation.TIME and ends_in_digits(text, language)),
    }


def _wish_is_not_whole(text: str, wish_ends: int, words: Sequence[str], language: Language) -> bool:
    """Whether "Ich würde gern nächste Woche" still lacks object and verb: nouns have capitals, infinitives end it."""
    if language == "en":
        return words[-1] in words_that.OPEN_VERBS_EN
    rest = _WORD.findall(text[wish_ends:])
    if any(word[0].isupper() and word.lower() not in words_that.TIME_NOUNS_DE for word in rest):
        return False
    verb_like = [word for word in rest if len(word) > 4 and word.endswith(("en", "ern", "eln"))]
    return not verb_like or verb_like[-1] != rest[-1]
