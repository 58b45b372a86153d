"""What a business's documents say to a question: searched in memory, made anew when a document has changed."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import numpy as np

from app.domain.business import Language
from app.domain.ids import BusinessId
from app.domain.knowledge.search import Background, Candidate, Lore, Meaning, Quoted, Searchable, Source, Vectors
from app.domain.knowledge.unfit import is_fit
from app.ports.knowledge import Documents, Embeddings, EmbeddingsUnavailable, StoredStatement

LANGUAGES: tuple[Language, ...] = ("de", "en")
ANSWER_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is known of a language: its lore, and sentences about anything."""

    lore: Lore
    background: Sequence[str]


class SearchObserver(Protocol):
    """Constant words and figures, never what was asked."""

    def looked(self, outcome: str, *, by: str, seconds: float) -> None:
        """`outcome` is quoted, unknown or late; `by` is meaning or words."""
        ...


class SilentSearchObserver:
    def looked(self, outcome: str, *, by: str, seconds: float) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Kept:
    revision: str
    searched: Mapping[Language, Searchable]


@dataclass(slots=True)
class Library:
    """All businesses'. Without embeddings, or while they do not answer, it searches by words alone."""

    documents: Documents
    tongues: Callable[[Language], Tongue]
    embeddings: Embeddings | None = None
    observer: SearchObserver = field(default_factory=SilentSearchObserver)
    answer_within_s: float = ANSWER_WITHIN_S
    _kept: dict[BusinessId, _Kept] = field(default_factory=dict)
    _making: dict[BusinessId, asyncio.Lock] = field(default_factory=dict)
    _backgrounds: dict[Language, Background] = field(default_factory=dict)

    @property
    def model(self) -> str | None:
        return self.embeddings.model if self.embeddings is not None else None

    async def quote(self, business: BusinessId, question: str, language: Language) -> Quoted | None:
        """None when nothing surely answers it, or not in time. Raises StoreUnavailable."""
        began, meaning = monotonic(), None
        try:
            async with asyncio.timeout(self.answer_within_s):
                searched = (await self._searched(business))[language]
                if not searched.sources:
                    return None
                meaning = await self._meaning(question, language, searched)
                found = await asyncio.to_thread(searched.answer, question, meaning)
            outcome = "unknown" if found is None else "quoted"
        except TimeoutError:
            found, outcome = None, "late"
        self.observer.looked(outcome, by="words" if meaning is None else "meaning", seconds=monotonic() - began)
        return found

    async def nearest(self, business: BusinessId, question: str, language: Language) -> list[Candidate]:
        """What comes nearest, whether it may be told or not: for the owner, who wants to see why."""
        searched = (await self._searched(business))[language]
        meaning = await self._meaning(question, language, searched)
        return await asyncio.to_thread(searched.candidates, question, meaning)

    async def warm(self, business: BusinessId) -> None:
        """Before the first caller: what is loaded on first use is loaded now."""
        for language, searched in (await self._searched(business)).items():
            await self._meaning("Wo kann ich parken?", language, searched)

    async def _searched(self, business: BusinessId) -> Mapping[Language, Searchable]:
        revision = await self.documents.revision(business)
        kept = self._kept.get(business)
        if kept is not None and kept.revision == revision:
            return kept.searched
        async with self._making.setdefault(business, asyncio.Lock()):
            kept = self._kept.get(business)
            if kept is None or kept.revision != revision:
                stored = await self.documents.statements(business, model=self.model)
                kept = _Kept(revision, await asyncio.to_thread(self._made, stored))
                self._kept[business] = kept
        return kept.searched

    def _made(self, stored: Sequence[StoredStatement]) -> dict[Language, Searchable]:
        made: dict[Language, Searchable] = {}
        for language in LANGUAGES:
            spoken = [one for one in stored if one.statement.language == language and is_fit(one.statement.text)]
            sources = [Source(one.document.id, one.document.name, one.statement) for one in spoken]
            vectors = _vectors(spoken)
            made[language] = Searchable(sources, language, vectors=vectors, lore=self.tongues(language).lore)
        return made

    async def _meaning(self, question: str, language: Language, searched: Searchable) -> Meaning | None:
        if self.embeddings is None or not searched.has_vectors:
            return None
        try:
            if language not in self._backgrounds:
                ground = await self.embeddings.passages(self.tongues(language).background)
                self._backgrounds[language] = Background(ground)
            return self._backgrounds[language].meaning(await self.embeddings.question(question))
        except EmbeddingsUnavailable:
            return None


def _vectors(stored: Sequence[StoredStatement]) -> Vectors | None:
    """None unless every statement has one: half of the answers would never be found."""
    packed = [one.vector for one in stored]
    if not packed or any(vector is None for vector in packed):
        return None
    return np.stack([np.frombuffer(vector or b"", dtype=np.float16) for vector in packed]).astype(np.float32)
