"""An owner's file or page becomes statements that can be searched: read, cut, kept; then each gets its vector."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np

from app.domain.ids import BusinessId
from app.domain.knowledge.documents import Statement, Unreadable, statements
from app.ports.clock import Clock
from app.ports.knowledge import (
    Documents,
    DocumentState,
    Embeddings,
    EmbeddingsUnavailable,
    Reader,
    StoredDocument,
)

AT_ONCE = 32
MOST_STATEMENTS = 20_000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Reading:
    documents: Documents
    reader: Reader
    clock: Clock
    embeddings: Embeddings | None = None

    async def add_file(self, business: BusinessId, name: str, content: bytes, *, by: str) -> StoredDocument:
        """Kept at once, read later (`read`)."""
        kept = name.replace("\\", "/").rpartition("/")[2].strip()[:LONGEST_NAME] or "text.txt"
        return await self.documents.add(business, name=kept, is_page=False, content=content, by=by, at=self.clock.now())

    async def add_page(self, business: BusinessId, address: str, *, by: str) -> StoredDocument:
        """Raises Unreadable when the page cannot be had."""
        named = address.strip() if "://" in address else f"https://{address.strip()}"
        if not urlsplit(named).hostname or len(named) > LONGEST_NAME * 4:
            raise Unreadable("not_reachable")
        content = await self.reader.fetch(named)
        return await self.documents.add(business, name=named, is_page=True, content=content, by=by, at=self.clock.now())

    async def again(self, document: StoredDocument) -> None:
        """A page is fetched anew. Raises Unreadable; then what was known of it stays."""
        content = await self.reader.fetch(document.name) if document.is_page else None
        await self.documents.waits_again(document.id, content)

    async def read(self, document: StoredDocument, *, on_progress: Callable[[int, int], None] | None = None) -> bool:
        """Reads what waits, and gives vectors to what lacks them. False when somebody else is at it.

        What cannot be read is marked with the reason; what was known of it before stays.
        """
        if not await self.documents.claim(document.id, at=self.clock.now()):
            return False
        try:
            if document.state is not DocumentState.READY and not await self._has_words(document):
                return True
            await self._give_meaning(document, on_progress)
        finally:
            await self.documents.let_go(document.id)
        return True

    async def _has_words(self, document: StoredDocument) -> bool:
        content = await self.documents.content(document.id)
        if content is None:
            return False  # deleted meanwhile
        try:
            name = f"{document.name}.html" if document.is_page else document.name
            said = _told(statements(await self.reader.read(name, content), "de"))
        except Unreadable as error:
            await self.documents.failed(document.id, error.reason)
            return False
        await self.documents.has(document.id, said, at=self.clock.now())
        return True

    async def _give_meaning(self, document: StoredDocument, on_progress: Callable[[int, int], None] | None) -> None:
        if self.embeddings is None:
            return
        stored = await self.documents.statements(document.business, model=None, document=document.id)
        for first in range(0, len(stored), AT_ONCE):
            lot = stored[first : first + AT_ONCE]
            try:
                made = await self.embeddings.passages([one.statement.in_context for one in lot])
            except EmbeddingsUnavailable:
                return  # searched by words until the next try
            packed = [row.astype(np.float16).tobytes() for row in made]
            await self.documents.means(document.id, first, packed, model=self.embeddings.model)
            if on_progress is not None:
                on_progress(first + len(lot), len(stored))


def _told(said: Sequence[Statement]) -> Sequence[Statement]:
    if not said:
        raise Unreadable("empty")
    if len(said) > MOST_STATEMENTS:
        raise Unreadable("too_long")
    return said
