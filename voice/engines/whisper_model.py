"""Whisper without its fixed window of thirty seconds: hears one utterance in the time the utterance needs.

Decision: the encoder sees the sound plus half a second, and behind its output comes a piece of what it gives for
silence, computed once. The decoder then finds the quiet end it was trained to stop at. Alternatives measured on the
same sentences (one thread, medians): window of 30 s, encoder 1050 ms; sound + 5 s, 99 ms; sound + 0.5 s, 36 ms, but the
text repeats itself in one of three utterances; sound + 0.5 s + stored silence, 36 ms with the errors of the long one.
Consequence: ctranslate2 is used directly, faster-whisper's `transcribe` always pads.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
import tokenizers

from voice.audio.levels import Samples, set_speech_level, to_samples
from voice.audio.resample import resample
from voice.contract import Language
from voice.engines import doubts
from voice.engines.adaptation import adapted
from voice.engines.asked_names import AskedNames
from voice.engines.candidates import ADAPTED, PUBLISHED, Candidate, best, is_echo
from voice.engines.likely_words import LikelyWords
from voice.engines.log_mel import RATE_HZ, log_mel
from voice.engines.protocols import TELEPHONE_HZ, EngineError, Transcript, UnfitModelError

LANGUAGES: tuple[Language, ...] = ("de", "en")
_LEVEL_DBFS = -20.0
_LEAD_S = 0.1
_LONGEST_S = 28.0
_WEIGHTS = "model.bin"
_COLUMNS_30_S = 3000
_TOKENS_A_SECOND = 9
_TOKENS_SPARE = 12


@dataclass(frozen=True, slots=True)
class Tuning:
    """One way to decode. `tail_s` of sound is added before the encoder; `seen_s` is what the decoder looks over."""

    beams: int
    tail_s: float
    seen_s: float


QUICK = Tuning(beams=5, tail_s=0.5, seen_s=20.0)
WIDE = Tuning(beams=16, tail_s=0.5, seen_s=20.0)
CAREFUL = Tuning(beams=5, tail_s=2.0, seen_s=30.0)

_WEIGHT_OF_LIKELY = 0.2
"""What the words' own likelihood counts beside the sound's; 0.15 to 0.3 did equally well."""
_WEIGHT_OF_NAMES = 0.4
"""The same where a name was asked for; 0.3 to 0.7 did equally well."""

_ECHO_WORDS = 4
_SURELY = 0.97
_SURELY_MS = 700
_STANDS_BY = 0.6
"""So sure it must be that another language is spoken, from so much speech, and of the text. Of 252 sentences of more
than 0.7 s, 90 % were told so surely, and none was told wrong."""


class WhisperModel:
    """Loaded weights; `recognise` is synchronous and may be called from as many threads as there are `workers`."""

    def __init__(
        self,
        folder: Path,
        *,
        threads: int = 1,
        workers: int = 1,
        likely: Mapping[Language, LikelyWords] | None = None,
        adaptation: Path | None = None,
        names: AskedNames | None = None,
        widens_within_s: float = 1.5,
    ) -> None:
        """`adaptation`: learned changes of exactly this model. Raises EngineError when files are missing or damaged.

        A doubtful answer to a question for a name, weighed by `names`, and a doubtful long text are searched more
        widely, unless the first search alone took `widens_within_s`: on a machine so busy it would come too late.
        """
        self._likely = dict(likely or {})
        self._names = names
        self._widens_within_s = widens_within_s
        self._marks = ADAPTED if adaptation else PUBLISHED
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder),
                device="cpu",
                compute_type="int8",
                intra_threads=threads,
                inter_threads=workers,
                files=_files(folder, adaptation) if adaptation else None,
            )
            self._tokens = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as broken:  # both libraries raise bare exceptions
            raise EngineError(f"the whisper model in {folder.name} cannot be loaded: {broken}") from broken
        if not self._model.is_multilingual:
            raise UnfitModelError(f"the whisper model in {folder.name} knows English only")
        self._start = self._token("<|startoftranscript|>")
        self._end = self._token("<|endoftext|>")
        self._task = [self._token("<|transcribe|>"), self._token("<|notimestamps|>")]
        self._previous = self._token("<|startofprev|>")
        self._languages = {language: self._token(f"<|{language}|>") for language in LANGUAGES}
        self._silence = self._encode(np.zeros(_COLUMNS_30_S * RATE_HZ // 100, dtype=np.float32))

    def recognise(self, pcm16: bytes, language: Language | None, hints: tuple[str, ...] = ()) -> Transcript:
        """`language` None = the likelier one; its scores come with either. Empty text when nothing can be stood by.

        Whoever surely speaks another language is heard in that one at once, and the transcript says so.
        The other guesses go along, also with an empty text: who knows what was asked may still find the answer in them.
        """
        began_s = time.monotonic()
        speech_ms = len(pcm16) * 1000 // (2 * TELEPHONE_HZ)
        sound = prepared(pcm16)
        if not sound.any():
            return Transcript("", language or LANGUAGES[0], confidence=0.0)
        seen = self._seen(sound, QUICK)
        scores = self._language_scores(seen)
        spoken = language or max(scores, key=lambda score: score[1] * self._marks.language_weight[score[0]])[0]
        another = _surely_another(scores, language, hints, speech_ms)
        candidates = self._decode(seen, another or spoken, hints, QUICK, speech_ms)
        found = best(candidates, speech_ms)
        if another is not None and self._marks.confidence(found) >= _STANDS_BY:
            spoken = another
        elif another is not None:
            candidates = self._decode(seen, spoken, hints, QUICK, speech_ms)
            found = best(candidates, speech_ms)
        weighed_by = self._searched_by(found, hints, after_s=time.monotonic() - began_s)
        if weighed_by is not None:
            candidates = self._decode(seen, spoken, hints, WIDE, speech_ms, weighed_by=weighed_by)
            found = best(candidates, speech_ms)
        if self._marks.doubts(found, speech_ms):
            weighed_by = weighed_by or _WEIGHT_OF_LIKELY
            candidates += self._decode(
                self._seen(sound, CAREFUL), spoken, hints, CAREFUL, speech_ms, weighed_by=weighed_by
            )
            found = best(candidates, speech_ms)
        is_nothing = self._marks.rejects(found, speech_ms)
        text = "" if is_nothing else found.text
        confidence = 0.0 if is_nothing else self._marks.confidence(found)
        guesses = self._marks.guesses(candidates, text, speech_ms)
        return Transcript(text, spoken, confidence=confidence, language_scores=scores, alternatives=guesses)

    def _token(self, content: str) -> int:
        token: int | None = self._tokens.token_to_id(content)
        if token is None:
            raise EngineError(f"the whisper vocabulary lacks {content}")
        return token

    def _encode(self, sound: Samples) -> npt.NDArray[np.float32]:
        features = log_mel(sound)[:, :, :_COLUMNS_30_S]
        encoded = self._model.encode(ctranslate2.StorageView.from_array(np.ascontiguousarray(features)), to_cpu=True)
        return np.array(encoded, dtype=np.float32)

    def _seen(self, sound: Samples, tuning: Tuning) -> ctranslate2.StorageView:
        encoded = self._encode(np.concatenate([sound, np.zeros(int(tuning.tail_s * RATE_HZ), dtype=np.float32)]))
        silence = self._silence[:, encoded.shape[1] : int(tuning.seen_s * 50)]
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(np.concatenate([encoded, silence], axis=1)))

    def _language_scores(self, seen: ctranslate2.StorageView) -> tuple[tuple[Language, float], ...]:
        found = dict(self._model.detect_language(seen)[0])
        weights = {language: found.get(f"<|{language}|>", 0.0) for language in LANGUAGES}
        total = sum(weights.values()) or 1.0
        return tuple((language, weights[language] / total) for language in LANGUAGES)

    def _decode(
        self,
        seen: ctranslate2.StorageView,
        language: Language,
        hints: tuple[str, ...],
        tuning: Tuning,
        speech_ms: int,
        *,
        weighed_by: AskedNames | float = _WEIGHT_OF_LIKELY,
    ) -> list[Candidate]:
        start = [self._start, self._languages[language], *self._task]
        example = next((hint for hint in hints if hint.endswith(".")), None)
        if example is not None:  # of 27 bare names 12 had their surname right with it, 8 without
            start = [self._previous, *self._tokens.encode(f" {example}", add_special_tokens=False).ids, *start]
        [result] = self._model.generate(
            seen,
            [start],
            beam_size=tuning.beams,
            num_hypotheses=tuning.beams,
            max_length=len(start) + _TOKENS_SPARE + _TOKENS_A_SECOND * speech_ms // 1000,
            return_scores=True,
            return_no_speech_prob=True,
        )
        found: list[Candidate] = []
        for tokens, score in zip(result.sequences_ids, result.scores, strict=True):
            text = self._text(tokens)
            if example is not None and is_echo(text, example, least_words=self._least_of_echo(hints)):
                text = ""
            once = doubts.without_loop(text)
            rank = score * (len(tokens) + 1) + self._likelihood(once, language, hints, weighed_by)
            expected = language in self._likely and self._likely[language].expects(once)
            found.append(Candidate(once, score, rank, result.no_speech_prob, looped=once != text, expected=expected))
        return found

    def _text(self, tokens: Sequence[int]) -> str:
        return str(self._tokens.decode([token for token in tokens if token < self._end])).strip()

    def _least_of_echo(self, hints: tuple[str, ...]) -> int:
        """A name of the example is nobody's; any other word of one may be the caller's whole answer."""
        return 1 if self._names is None or self._names.are_asked(hints) else _ECHO_WORDS

    def _searched_by(self, found: Candidate, hints: tuple[str, ...], *, after_s: float) -> AskedNames | float | None:
        """By what a wider search is weighed; None where what was heard is sure or short, or there is no time."""
        names = self._names if self._names is not None and self._names.are_given(found.text, hints) else None
        if after_s >= self._widens_within_s or not self._marks.wants_more(found, is_name=names is not None):
            return None
        return names or _WEIGHT_OF_LIKELY

    def _likelihood(
        self, text: str, language: Language, hints: tuple[str, ...], weighed_by: AskedNames | float
    ) -> float:
        likely = self._likely.get(language)
        if likely is None:
            return 0.0
        if isinstance(weighed_by, float):
            return weighed_by * likely.log_probability(text, hints)
        return _WEIGHT_OF_NAMES * weighed_by.log_probability(text, likely)


def _surely_another(
    scores: Sequence[tuple[Language, float]], language: Language | None, hints: tuple[str, ...], speech_ms: int
) -> Language | None:
    """A name tells no language: where one was asked for, an example of names is among the hints."""
    if language is None or speech_ms < _SURELY_MS or any(hint.endswith(".") for hint in hints):
        return None
    return next((other for other, score in scores if other != language and score >= _SURELY), None)


def _files(folder: Path, adaptation: Path) -> dict[str, bytes]:
    """What the model is loaded from in place of its folder."""
    others = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in {".json", ".txt"}}
    return {**others, _WEIGHTS: adapted(folder / _WEIGHTS, adaptation)}


def prepared(pcm16: bytes) -> Samples:
    """16 kHz, at the level the model hears best, with a little silence in front; the newest 28 s of a longer one."""
    samples = to_samples(pcm16[-int(_LONGEST_S * TELEPHONE_HZ) * 2 :])
    if samples.size:
        samples = samples - samples.mean(dtype=np.float32)
    levelled = set_speech_level(samples, _LEVEL_DBFS, rate_hz=TELEPHONE_HZ)
    lead = np.zeros(int(_LEAD_S * RATE_HZ), dtype=np.float32)
    return np.concatenate([lead, resample(levelled, from_hz=TELEPHONE_HZ, to_hz=RATE_HZ)])
