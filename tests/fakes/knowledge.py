"""Readers and vectors that need neither files nor a model."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.dialogue.preview import Preview
from app.domain.business import Business, Language
from app.domain.knowledge.documents import Block, Unreadable, blocks_of_text
from app.domain.knowledge.search import Vectors
from app.ports.knowledge import EmbeddingsUnavailable
from app.usecases.search_knowledge import Library


@dataclass
class FakeReader:
    """Every file is Markdown; `pages` are what addresses lead to; a name that ends with .broken cannot be read."""

    pages: dict[str, bytes] = field(default_factory=dict)

    async def read(self, name: str, content: bytes) -> Sequence[Block]:
        if name.endswith(".broken"):
            raise Unreadable("broken")
        return blocks_of_text(content.decode())

    async def fetch(self, address: str) -> bytes:
        if address not in self.pages:
            raise Unreadable("not_reachable")
        return self.pages[address]


@dataclass
class FakeEmbeddings:
    """Letters counted: texts of the same words are alike. `down` = it answers no more."""

    model: str = "letters"
    down: bool = False
    texts: int = 0

    async def passages(self, texts: Sequence[str]) -> Vectors:
        if self.down:
            raise EmbeddingsUnavailable("down")
        self.texts += len(texts)
        rows = np.array([[text.lower().count(letter) + 0.01 for letter in "abcdefghijklmnoprstuwz"] for text in texts])
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    async def question(self, text: str) -> Vectors:
        made: Vectors = (await self.passages([text]))[0]
        return made


@dataclass
class DocumentsAlone:
    """What documents answer, without the dialogue's own answers before them."""

    library: Library

    async def ask(self, business: Business, question: str, language: Language) -> Preview:
        found = await self.library.quote(business.id, question, language)
        return Preview(found.text if found is not None else None, found)
