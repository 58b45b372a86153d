"""One business's statements in one language, ready to be searched. Immutable: made anew when a document changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.business import Language
from app.domain.knowledge.documents import Statement
from app.domain.knowledge.judging import BY_WORDS_ALONE, WITH_MEANING, Features, Weights
from app.domain.knowledge.kinds import Kind, asked_kind, shows
from app.domain.knowledge.ranking import Bm25, fused, standing
from app.domain.knowledge.terms import Kin, Vocabulary, Word, question_words, said_words

Vectors = NDArray[np.float32]
LOOKED_AT = 8  # statements that are judged
IN_HEADING = 0.9  # of a word's worth that only the heading says
LEAST_LEAD = -2.0
MOST_QUOTED = 260  # characters of an answer of two statements
SECOND_SHARE = 0.85  # of the first statement's probability that a second one needs to be told with it


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: `document` is the store's id of it."""

    document: str
    title: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question's vector, and how like it sentences about anything are (mean and standard deviation)."""

    vector: Vectors
    mean: float
    deviation: float


class Background:
    """Vectors of sentences about anything: the ground from which an answer must stand out, whatever the model."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def meaning(self, question: Vectors) -> Meaning:
        like = self._vectors @ question
        return Meaning(question, float(like.mean()), float(like.std()))


@dataclass(frozen=True, slots=True)
class Candidate:
    source: Source
    features: Features
    probability: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer: one or two statements of one chunk, word for word, in the order in which they stand."""

    sources: tuple[Source, ...]
    probability: float

    @property
    def text(self) -> str:
        return " ".join(_as_sentence(source.statement.text) for source in self.sources)


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known of a language whoever's documents are searched: how often callers say each stem in how many
    wordings, and which words mean the same."""

    ordinary: Mapping[str, int]
    ordinary_texts: int
    kin: Kin


class Searchable:
    """`vectors` has a row for each source, of unit length; None = searched by words alone."""

    def __init__(
        self,
        sources: Sequence[Source],
        language: Language,
        *,
        vectors: Vectors | None = None,
        lore: Lore | None = None,
    ) -> None:
        self.sources = tuple(sources)
        self.language = language
        self._vectors = vectors
        lore = lore or Lore({}, 0, Kin((), language))
        bodies = [said_words(source.statement.text, language) for source in self.sources]
        heads = [said_words(source.statement.heading, language) for source in self.sources]
        both = [[*body, *head] for body, head in zip(bodies, heads, strict=True)]
        self._bodies = [frozenset(word.stem for word in body) for body in bodies]
        self._heads = [frozenset(word.stem for word in head) for head in heads]
        self._chunks: dict[tuple[str, int], list[int]] = {}
        for nth, source in enumerate(self.sources):
            self._chunks.setdefault((source.document, source.statement.chunk), []).append(nth)
        self._vocabulary = Vocabulary(both, lore.ordinary, lore.ordinary_texts, lore.kin)
        self._bm25 = Bm25(bodies, heads)

    @property
    def has_vectors(self) -> bool:
        return self._vectors is not None

    def candidates(self, question: str, meaning: Meaning | None) -> list[Candidate]:
        """The few that both rankings put first, judged; the surest first."""
        words = question_words(question, self.language)
        if not self.sources or not words:
            return []
        by_words = self._bm25.scores(words, self._vocabulary)
        ranked = [sorted(by_words, key=lambda nth: -by_words[nth])[: 3 * LOOKED_AT]]
        like: Vectors | None = None
        if meaning is not None and self._vectors is not None:
            like = self._vectors @ meaning.vector
            ranked.append([int(nth) for nth in np.argsort(-like)[: 3 * LOOKED_AT]])
        best_words, kind = self._best_possible(words), asked_kind(question, self.language)
        found = []
        for nth in fused(*ranked)[:LOOKED_AT]:
            meant, lead = self._meant(nth, like, meaning)
            features = Features(
                meaning=meant,
                lead=lead,
                covered=self._covered(words, (nth,), heading=True),
                in_body=self._covered(words, (nth,), heading=False),
                in_chunk=self._covered(words, self._chunk(nth), heading=True),
                rarest_missing=self._rarest_missing(words, self._chunk(nth)),
                has_kind=float(kind is not None and shows(self.sources[nth].statement.text, kind, self.language)),
                lacks_kind=float(kind is not None and not shows(self.sources[nth].statement.text, kind, self.language)),
                priced_without=self._rarest_missing(words, (nth,)) if kind is Kind.PRICE else 0.0,
                words=min(1.0, by_words.get(nth, 0.0) / best_words) if best_words else 0.0,
            )
            weights = self._weights(like)
            probability = weights.probability(features.values(with_meaning=like is not None))
            found.append(Candidate(self.sources[nth], features, probability))
        return sorted(found, key=lambda one: -one.probability)

    def answer(self, question: str, meaning: Meaning | None) -> Quoted | None:
        """None when nothing surely answers it."""
        found = self.candidates(question, meaning)
        bar = (WITH_MEANING if meaning is not None and self._vectors is not None else BY_WORDS_ALONE).bar
        if not found or found[0].probability < bar:
            return None
        first = found[0]
        told = [first.source]
        for other in found[1:]:
            apart = _apart(first.source, other.source)
            short = len(first.source.statement.text) + len(other.source.statement.text) <= MOST_QUOTED
            if apart and short and other.probability >= max(bar, SECOND_SHARE * first.probability):
                told.append(other.source)
                break
        told.sort(key=self.sources.index)
        return Quoted(tuple(told), first.probability)

    def _weights(self, like: Vectors | None) -> Weights:
        return BY_WORDS_ALONE if like is None else WITH_MEANING

    def _meant(self, nth: int, like: Vectors | None, meaning: Meaning | None) -> tuple[float, float]:
        if like is None or meaning is None:
            return 0.0, 0.0
        here = float(like[nth])
        apart = np.ones(len(self.sources), dtype=bool)
        apart[self._chunk(nth)] = False
        best_other = float(like[apart].max()) if apart.any() else meaning.mean
        lead = (here - best_other) / meaning.deviation if meaning.deviation > 1e-6 else 0.0
        return standing(here, meaning.mean, meaning.deviation), max(LEAST_LEAD, lead)

    def _chunk(self, nth: int) -> list[int]:
        source = self.sources[nth]
        return self._chunks[source.document, source.statement.chunk]

    def _best_possible(self, words: Sequence[Word]) -> float:
        return sum(self._vocabulary.weight(word.stem) for word in words) * 1.6

    def _covered(self, words: Sequence[Word], places: Sequence[int], *, heading: bool) -> float:
        asked = [(self._vocabulary.weight(word.stem) * (0.4 if word.asks else 1.0), word) for word in words]
        whole = sum(weight for weight, _ in asked)
        said = sum(weight * self._says(word, places, heading=heading) for weight, word in asked)
        return said / whole if whole else 0.0

    def _says(self, word: Word, places: Sequence[int], *, heading: bool) -> float:
        best = 0.0
        for root, share in self._vocabulary.alike(word).items():
            if share > best and any(root in self._bodies[nth] for nth in places):
                best = share
            elif heading and share * IN_HEADING > best and any(root in self._heads[nth] for nth in places):
                best = share * IN_HEADING
        return best

    def _rarest_missing(self, words: Sequence[Word], places: Sequence[int]) -> float:
        heaviest = max(self._vocabulary.weight("\x00"), 1e-6)  # of a word that is nowhere
        missing = [
            self._vocabulary.weight(word.stem) * (1 - self._says(word, places, heading=True))
            for word in words
            if not word.asks
        ]
        return max(missing, default=0.0) / heaviest


def _apart(one: Source, other: Source) -> bool:
    """Beside each other in one paragraph, and so about one thing."""
    return one.document == other.document and one.statement.chunk == other.statement.chunk and one != other


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(' ,;:')}."
