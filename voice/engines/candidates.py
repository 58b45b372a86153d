"""Which of a recogniser's candidate texts to believe, and how much. PURE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from voice.contract import Language
from voice.engines import doubts

SURE = 0.8
"""Of confidence: from here on nearly every word and name is heard right."""
LONG_WORDS = 8
"""A text with so many has room for a mistake that a narrow search has lost sight of by its end."""
LEAST_OF_SUREST = 0.6
"""Of its letters. Wide searches find texts that begin in the middle ("I'd like to know what to do")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible text; `log_probability` is the mean over its tokens, `rank` grows with how much speaks for it."""

    text: str
    log_probability: float
    rank: float
    no_speech: float
    looped: bool
    expected: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What one set of weights gives for speech it heard well, badly or not at all.

    Mean log-probabilities: below `poor` a text is looked at again, below `hopeless` it is nothing
    (`hopeless_expected` for texts as callers say them). `not_speech`: no-speech probability above which a text
    below `not_speech_log_probability` is noise. `steepness` brings confidences of several models to one meaning:
    0.8 and more = nearly every word is right, below 0.4 = half of them are wrong. `language_weight` counts only
    for the choice of the language, the scores go out as the model gave them.
    """

    poor: float
    hopeless: float
    hopeless_expected: float
    not_speech: float
    not_speech_log_probability: float
    steepness: float
    steepness_expected: float
    language_weight: Mapping[Language, float]

    def doubts(self, candidate: Candidate, speech_ms: int) -> bool:
        poor = candidate.log_probability < self.poor and not candidate.expected
        return candidate.looped or poor or is_unlikely(candidate.text, speech_ms)

    def rejects(self, candidate: Candidate, speech_ms: int) -> bool:
        hopeless = self.hopeless_expected if candidate.expected else self.hopeless
        noise = candidate.no_speech > self.not_speech
        return (
            is_unlikely(candidate.text, speech_ms)
            or candidate.log_probability < hopeless
            or (noise and candidate.log_probability < self.not_speech_log_probability)
        )

    def confidence(self, candidate: Candidate) -> float:
        steepness = self.steepness_expected if candidate.expected else self.steepness
        return min(1.0, exp(candidate.log_probability * steepness)) * (0.5 if candidate.looped else 1.0)

    def wants_more(self, candidate: Candidate, *, is_name: bool) -> bool:
        """Whether more candidates are worth their time: for a doubtful name, and for a doubtful long text."""
        return self.confidence(candidate) < SURE and (is_name or len(candidate.text.split()) >= LONG_WORDS)

    def guesses(self, candidates: Sequence[Candidate], taken: str, speech_ms: int) -> tuple[str, ...]:
        """What else it may have been, likeliest first, each once whatever its punctuation; no inventions, no noise."""
        found = {plain(taken): taken}
        for candidate in sorted(candidates, key=lambda candidate: -candidate.rank):
            noise = candidate.no_speech > self.not_speech
            if not noise and not is_unlikely(candidate.text, speech_ms) and plain(candidate.text):
                found.setdefault(plain(candidate.text), candidate.text)
        return tuple(found.values())[1:]


PUBLISHED = Marks(
    poor=-0.9,
    hopeless=-1.2,
    hopeless_expected=-2.0,
    not_speech=0.6,
    not_speech_log_probability=-0.9,
    steepness=1.0,
    steepness_expected=0.5,
    language_weight={"de": 6.0, "en": 1.0},
)
"""Measured on telephone sentences: of texts below `hopeless` 3 % were right and the others had every word wrong. Short
German is taken for English: unweighted 82 % of German and 100 % of English are told right, weighted 94 and 100 %."""

ADAPTED = Marks(
    poor=-0.9,
    hopeless=-1.1,
    hopeless_expected=-1.2,
    not_speech=0.002,
    not_speech_log_probability=-0.6,
    steepness=1.5,
    steepness_expected=1.0,
    language_weight={"de": 1.0, "en": 1.0},
)
"""Measured on 210 telephone sentences and 40 stretches of noise: of texts above -0.3 86 % were wholly right (4 % of
words wrong), between -0.7 and -0.3 a third, below -0.7 none. No-speech probability of 127 sentences and 60 stretches of
noise: speech at most 0.0009, noise at least 0.0034. Languages told right unweighted: German 129 of 130, English 78 of
80."""


def best(candidates: Sequence[Candidate], speech_ms: int) -> Candidate:
    """The highest rank, but none that leaves out much of what is surely there, for ranks favour short texts."""
    sound = [one for one in candidates if not one.looped and not is_unlikely(one.text, speech_ms)]
    surest = max(sound, key=lambda one: one.log_probability, default=None)

    def worth(candidate: Candidate) -> tuple[bool, bool, bool, float]:
        whole = surest is None or not _leaves_out_much(candidate.text, surest.text)
        return (not is_unlikely(candidate.text, speech_ms), not candidate.looped, whole, candidate.rank)

    return max(candidates, key=worth)


def _leaves_out_much(text: str, surest: str) -> bool:
    return len(surest.split()) >= LONG_WORDS and len(text) < LEAST_OF_SUREST * len(surest)


def is_unlikely(text: str, speech_ms: int) -> bool:
    return (
        doubts.is_invented(text)
        or doubts.is_too_long(text, speech_ms=speech_ms)
        or doubts.is_too_regular(text)
        or doubts.is_foreign(text)
    )


def is_echo(text: str, example: str, *, least_words: int) -> bool:
    """Of the example that the recogniser was shown: nothing that was heard."""
    return len(text.split()) >= least_words and plain(text) in plain(example)


def plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
