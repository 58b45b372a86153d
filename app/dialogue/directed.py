"""Staff who watch a call take part in it: they let the assistant say something, hint at something, take the call over.

All of it happens when the assistant speaks next, after the caller's sentence or after some seconds of silence: nobody
is cut off. What staff let say is told as theirs ("Mir wird gerade gesagt: …"), so that no claim of ours hides in it,
and stays in line until the caller has heard it to its end. A hint is for a language model alone: it goes into its next
request, and what the model makes of it is judged like all it says. The built-in brain has no use for one, and `hint`
says so.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol

import structlog

from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import CallState
from app.domain.calls import Decision
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, CallSid
from app.domain.spoken.say import split_sentences
from app.domain.spoken.speakable import speakable
from app.domain.transfers.handovers import TAKEN_OVER
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from voice.contract import CallerEvent, Conversation, EndReason, Heard, Language, Say, SpeechAct, Transfer, TurnReport

log = structlog.get_logger()

MOST_WAITING = 3
LONGEST_WORDS = 300

__all__ = ["LONGEST_WORDS", "MOST_WAITING", "TAKEN_OVER", "DirectedConversation", "Hinted", "StaffDirections", "Wishes"]


class Hinted(Enum):
    """What became of a silent hint."""

    WAITS = auto()
    NO_USE = auto()  # who leads the call cannot take hints
    NOT_TAKEN = auto()  # the call does not run here, or enough waits


@dataclass(slots=True)
class Wishes:
    """For one call. `by` = who takes it over, at the telephone `number` or the business's own line."""

    to_say: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    takes_hints: bool = False
    by: str | None = None
    number: E164 | None = None


@dataclass(slots=True)
class StaffDirections:
    """What staff want of the calls that run here. Belongs to one event loop."""

    _calls: dict[CallSid, Wishes] = field(default_factory=dict)

    def begin(self, call_sid: CallSid, *, takes_hints: bool = False) -> Wishes:
        """`takes_hints`: a language model leads the call."""
        return self._calls.setdefault(call_sid, Wishes(takes_hints=takes_hints))

    def of(self, call_sid: CallSid) -> Wishes | None:
        """None when the call does not run here."""
        return self._calls.get(call_sid)

    def end(self, call_sid: CallSid) -> None:
        self._calls.pop(call_sid, None)

    def let_say(self, call_sid: CallSid, text: str) -> bool:
        """False when the call does not run here, or enough waits to be said."""
        wishes, words = self._calls.get(call_sid), _tidy(text)
        if wishes is None or not words or len(wishes.to_say) >= MOST_WAITING:
            return False
        wishes.to_say.append(words)
        return True

    def hint(self, call_sid: CallSid, text: str) -> Hinted:
        wishes, words = self._calls.get(call_sid), _tidy(text)
        if wishes is None or not words or len(wishes.hints) >= MOST_WAITING:
            return Hinted.NOT_TAKEN
        if not wishes.takes_hints:
            return Hinted.NO_USE
        wishes.hints.append(words)
        return Hinted.WAITS

    def take_over(self, call_sid: CallSid, *, by: str, number: E164 | None = None) -> bool:
        """False when the call does not run here."""
        if (wishes := self._calls.get(call_sid)) is None:
            return False
        wishes.by, wishes.number = by, number
        return True


def _closed(words: str) -> str:
    """As a sentence of its own, however it was typed: what follows must not run into it."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _tidy(text: str) -> str:
    return " ".join(text.split())[:LONGEST_WORDS]


class Led(Conversation, Protocol):
    """A conversation whose state can be told that the call goes to a person."""

    state: CallState


@dataclass(slots=True)
class DirectedConversation:
    """Implements `voice.contract.Conversation` around another one."""

    inner: Led
    wishes: Wishes
    phrases: CallPhrases
    records: CallRecords
    clock: Clock
    _said: tuple[str, ...] = ()
    """Sentences before the inner conversation's own, in the turn that was spoken last."""
    _told: int = 0
    """How many of the wishes those sentences were."""
    _heeded: tuple[str, ...] = ()
    """Hints that were given to the model in that turn."""

    @property
    def language(self) -> Language:
        return self.inner.language

    async def begin(self) -> AsyncIterator[SpeechAct]:
        self._said, self._told = (), 0
        async with aclosing(self.inner.begin()) as acts:  # type: ignore[type-var]
            async for act in acts:
                yield act

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        self._told = len(self.wishes.to_say)
        told = [self.phrases.sentence("staff_says", self.language, words=_closed(one)) for one in self.wishes.to_say]
        spoken = [speakable(text, self.language) for text in told]
        self._said = tuple(sentence for text in spoken for sentence in split_sentences(text, self.language))
        for sentence in self._said:
            yield Say(sentence, self.language)
        self._heeded = ()
        if self.wishes.by is not None and await self._handed_over(self.wishes.by):
            yield Say(self.phrases.choose("transfer", self.language), self.language, interruptible=False)
            yield Transfer(TAKEN_OVER)
            return
        state = self.inner.state
        state.staff_notes, state.heeded_notes = tuple(self.wishes.hints), ()
        try:
            async with aclosing(self.inner.respond(event)) as acts:  # type: ignore[type-var]
                async for act in acts:
                    yield act
        finally:
            self._heeded = self.inner.state.heeded_notes
            self.wishes.takes_hints = self.inner.state.heeds_notes

    async def _handed_over(self, by: str) -> bool:
        """False when it cannot be put on record: what follows the stream is decided by the record."""
        call_sid = self.inner.state.call_sid
        try:
            await self.records.escalate(call_sid, TAKEN_OVER)
            number = {} if self.wishes.number is None else {"number": self.wishes.number}
            decision = Decision("escalation", self.clock.now(), TAKEN_OVER, {}, {"by": by, **number})
            await self.records.add_decision(call_sid, decision)
        except StoreUnavailable:
            log.error("call_not_taken_over", call_sid=call_sid)
            return False
        self.inner.state.transferred = TAKEN_OVER
        return True

    def heard(self, heard: Heard) -> None:
        """What came before the inner conversation's words is not its own; what was not heard out is said again."""
        before = sum(len(sentence.split()) for sentence in self._said)
        words = heard.heard_text.split()
        if self._told and len(words) >= before:
            del self.wishes.to_say[: self._told]
            self._told = 0
        if self._heeded and (len(words) > before or not heard.interrupted):
            self.wishes.hints[:] = [hint for hint in self.wishes.hints if hint not in self._heeded]
        self._heeded = ()
        self._said = ()
        said = heard.said_text.split()[before:]
        self.inner.heard(replace(heard, said_text=" ".join(said), heard_text=" ".join(words[before:])))

    async def record_turn(self, report: TurnReport) -> None:
        await self.inner.record_turn(report)

    async def end(self, reason: EndReason) -> None:
        await self.inner.end(reason)
