"""What answers to callers' questions need from outside: documents that are kept, vectors of meaning, open questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.domain.business import FaqEntry, Language
from app.domain.ids import BusinessId, CallSid
from app.domain.knowledge.documents import Block, Statement
from app.domain.knowledge.search import Vectors


class DocumentState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """`name` is the file's name or the page's address; `done` counts statements whose vectors are made, of `size`."""

    id: str
    business: BusinessId
    name: str
    is_page: bool
    state: DocumentState
    problem: str | None
    size: int
    done: int
    added_by: str
    added_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredStatement:
    document: StoredDocument
    statement: Statement
    vector: bytes | None  # float16, of unit length


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What callers asked and nobody answered. `asked` = how often; call and turn are those of the last time."""

    id: str
    business: BusinessId
    text: str
    language: Language
    asked: int
    first_at: datetime
    last_at: datetime
    call_sid: CallSid | None
    turn: int | None


class Documents(Protocol):
    """Raises only StoreUnavailable."""

    async def of(self, business: BusinessId) -> Sequence[StoredDocument]: ...

    async def document(self, business: BusinessId, document: str) -> StoredDocument | None: ...

    async def add(
        self, business: BusinessId, *, name: str, is_page: bool, content: bytes, by: str, at: datetime
    ) -> StoredDocument:
        """The same name again is the same document, with new content; it waits to be read."""
        ...

    async def content(self, document: str) -> bytes | None: ...

    async def waits_again(self, document: str, content: bytes | None = None) -> None:
        """To be read again, from `content` where it is new."""
        ...

    async def claim(self, document: str, *, at: datetime) -> bool:
        """To be read by the asker alone; one that was broken off minutes ago can be claimed again."""
        ...

    async def failed(self, document: str, problem: str) -> None: ...

    async def has(self, document: str, statements: Sequence[Statement], *, at: datetime) -> None:
        """Replaces what was known of it. It can be searched by words from now on."""
        ...

    async def means(self, document: str, first: int, vectors: Sequence[bytes], *, model: str) -> None:
        """Vectors of the statements from place `first` on."""
        ...

    async def let_go(self, document: str) -> None:
        """Read to the end, or given back."""
        ...

    async def drop(self, business: BusinessId, document: str) -> bool: ...

    async def statements(
        self, business: BusinessId, *, model: str | None, document: str | None = None
    ) -> Sequence[StoredStatement]:
        """Of all (or one) that can be searched, in order; vectors only where `model` made them."""
        ...

    async def revision(self, business: BusinessId) -> str:
        """Changes whenever what `statements` gives does."""
        ...

    async def unread(self, *, model: str | None) -> Sequence[StoredDocument]:
        """Of every business: those that wait, whose reading was broken off, or that lack vectors of `model`."""
        ...


class OpenQuestions(Protocol):
    """Raises only StoreUnavailable."""

    async def note(
        self,
        business: BusinessId,
        text: str,
        language: Language,
        *,
        call_sid: CallSid | None,
        at: datetime,
    ) -> None:
        """The same question in other capitals, order of small words or politeness counts as one."""
        ...

    async def waiting(self, business: BusinessId, *, call_sid: CallSid | None = None) -> Sequence[OpenQuestion]:
        """The most asked first; of a call, those that it was the last to ask."""
        ...

    async def question(self, business: BusinessId, question: str) -> OpenQuestion | None: ...

    async def close(self, business: BusinessId, question: str, *, why: str, by: str, at: datetime) -> bool:
        """`why` is answered or dismissed. False when somebody else was faster."""
        ...


class Entries(Protocol):
    """The owner's own questions and answers, which come before every document."""

    async def put(self, business: BusinessId, entry: FaqEntry, *, seen: str | None, by: str) -> bool:
        """`seen` = the mark of the entry that is changed, None = a new one. False when it is not there like that any
        more: somebody else changed it meanwhile, and nothing is lost."""
        ...

    async def remove(self, business: BusinessId, *, seen: str, by: str) -> bool: ...


class Embeddings(Protocol):
    """Texts into vectors of meaning, of unit length. Raises EmbeddingsUnavailable."""

    @property
    def model(self) -> str:
        """Vectors of one name can be compared with each other and with no others."""
        ...

    async def passages(self, texts: Sequence[str]) -> Vectors: ...

    async def question(self, text: str) -> Vectors: ...


class EmbeddingsUnavailable(Exception):  # noqa: N818 - named for the state
    """Too slow, too busy or gone: search by words goes on without them."""


class Reader(Protocol):
    """Files and pages into blocks, away from the event loop, bounded in time and memory. Raises Unreadable."""

    async def read(self, name: str, content: bytes) -> Sequence[Block]: ...

    async def fetch(self, address: str) -> bytes:
        """The page at a public http(s) address; never anything in a private network."""
        ...
