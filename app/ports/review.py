"""Calls as people review them: found, read, marked, corrected, redacted, deleted.

Every method takes whose records may be seen: `businesses` None = all (a host), else only these. What lies outside is
not there: no method tells a foreign call from one that does not exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from app.domain.bookings import Booking
from app.domain.business import Language
from app.domain.calls import Callback, CallEntry, CallOutcome, CallTurn, Decision, Message
from app.domain.ids import BusinessId, CallSid, ResourceId
from app.ports.records import Page

Scope = frozenset[BusinessId] | None
MOST_COUNTED = 1000
UNDO_FOR = timedelta(days=7)
"""How long a deleted call can be brought back."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What a list of calls is narrowed to; everything that is set must hold."""

    text: str = ""
    business: BusinessId | None = None
    outcome: CallOutcome | None = None
    escalation: str | None = None
    emotion: str | None = None
    language: str | None = None
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    unreviewed: bool = False
    staff: ResourceId | None = None  # an appointment was made with them, or word left for them


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The turn in which the searched words occur; pieces with whether they were searched for."""

    turn_id: int
    speaker: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundCall:
    entry: CallEntry
    reviewed: bool
    tags: tuple[str, ...]
    caller_name: str | None
    mood: str | None  # the worst of the call
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class FoundCalls:
    """`total` is counted up to MOST_COUNTED + 1. `next` is the cursor of the following page."""

    calls: tuple[FoundCall, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class ReviewTurn:
    id: int
    turn: CallTurn
    original_text: str | None = None  # when somebody corrected it
    original_intent: str | None = None


@dataclass(frozen=True, slots=True)
class CallNote:
    id: int
    author: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person put right, to learn from. `text` = the turn's words as they stand now."""

    business: BusinessId
    call_sid: CallSid
    turn_id: int
    language: Language
    what: Literal["text", "intent"]
    original: str
    corrected: str
    text: str
    author: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Everything about one call."""

    entry: CallEntry
    turns: tuple[ReviewTurn, ...]
    decisions: tuple[Decision, ...]
    bookings: tuple[Booking, ...]
    messages: tuple[Message, ...]
    callbacks: tuple[Callback, ...]
    notes: tuple[CallNote, ...]
    tags: tuple[str, ...]
    caller_name: str | None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    deleted_at: datetime | None = None
    words_gone_at: datetime | None = None  # when the owner's rule blacked out what was said


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One of the parts in which a long call is read: `sheet` has its turns, and what was decided meanwhile, alone.

    `number` counts from 1.
    """

    sheet: CallSheet
    number: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened since an instant."""

    calls: int
    unreviewed: int
    by_outcome: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[CallEntry, ...] = ()


class CallReview(Protocol):
    async def find(self, scope: Scope, wanted: CallFilter, *, cursor: str | None = None, limit: int = 25) -> FoundCalls:
        """Newest first."""
        ...

    async def sheet(self, scope: Scope, call_sid: CallSid) -> CallSheet | None:
        """Also of a call that was deleted and can still be brought back."""
        ...

    async def part(
        self, scope: Scope, call_sid: CallSid, *, turns: int, number: int | None = None, turn_id: int | None = None
    ) -> SheetPart | None:
        """So many turns of the sheet: the part of this number, else the one with this turn, else the first."""
        ...

    async def tally(self, scope: Scope, since: datetime) -> Tally: ...

    async def add_note(self, call_sid: CallSid, *, author: str, text: str) -> None: ...

    async def set_tag(self, call_sid: CallSid, tag: str, *, on: bool) -> None: ...

    async def tags(self, scope: Scope) -> Sequence[str]:
        """All that are in use."""
        ...

    async def mark_reviewed(self, call_sid: CallSid, *, by: str | None) -> None:
        """None takes the mark away."""
        ...

    async def correct(
        self, call_sid: CallSid, turn_id: int, *, what: Literal["text", "intent"], corrected: str, author: str
    ) -> bool:
        """The original stays with the correction. False when there is no such turn, or nothing changes."""
        ...

    async def corrections(self, scope: Scope) -> Sequence[Correction]:
        """All of calls that are there, the oldest first."""
        ...

    async def redact(self, call_sid: CallSid, turn_id: int, passage: str) -> bool:
        """Black a passage out for good: in the turn, what was heard of it, its corrections and the summary.

        False when the turn has no such passage.
        """
        ...

    async def delete(self, call_sid: CallSid) -> None:
        """Hidden at once, gone for good after UNDO_FOR."""
        ...

    async def restore(self, call_sid: CallSid) -> None: ...

    async def keep_up(self) -> int:
        """Index calls that ended and remove for good what was deleted long enough ago; how many calls were touched."""
        ...


# --- messages and callbacks -------------------------------------------------------------------------------------------

TaskKind = Literal["message", "callback"]


@dataclass(frozen=True, slots=True)
class TaskTry:
    """One attempt to reach somebody. `time_source` says whose time it was tried at: see `app.domain.attempts`."""

    author: str
    result: str  # reached, not_reached, left_word, busy, new_time
    tried_at: datetime
    time_source: str | None = None  # None: noted before this was kept
    next_at: datetime | None = None  # the new time that was agreed


@dataclass(frozen=True, slots=True)
class Task:
    """A message or a callback, and how far the staff are with it."""

    kind: TaskKind
    item: Message | Callback
    assigned_to: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    tries: tuple[TaskTry, ...] = ()

    @property
    def agreed_at(self) -> datetime | None:
        """The time that was last agreed with whoever waits."""
        return next((one.next_at for one in reversed(self.tries) if one.next_at is not None), None)

    @property
    def came_at(self) -> datetime:
        return self.item.taken_at if isinstance(self.item, Message) else self.item.requested_at


@dataclass(frozen=True, slots=True)
class Attempt:
    """`item` is the id of the message or callback."""

    business: BusinessId
    kind: TaskKind
    item: str
    attempt: TaskTry


class Tasks(Protocol):
    async def tasks(
        self, scope: Scope, *, done: bool = False, kind: TaskKind | None = None, limit: int = 200
    ) -> Sequence[Task]:
        """Open ones oldest first, done ones latest first."""
        ...

    async def task(self, scope: Scope, item_id: str) -> Task | None: ...

    async def open_count(self, scope: Scope) -> int: ...

    async def assign(self, task: Task, to: str | None) -> None: ...

    async def finish(self, task: Task, *, by: str | None) -> None:
        """None opens it again."""
        ...

    async def tried(
        self, task: Task, *, by: str, result: str, time_source: str | None = None, next_at: datetime | None = None
    ) -> None: ...

    async def untried(self, task: Task, *, by: str) -> bool:
        """Take back the last attempt; False unless this person noted it."""
        ...

    async def attempts(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Attempt]:
        """Of every task, newest first: what a prediction of the best time learns from."""
        ...
