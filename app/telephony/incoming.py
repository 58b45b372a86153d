"""An incoming call: who answers it, within half a second, whatever else is broken."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from app.domain.business import Business
from app.domain.calls import CallOpened
from app.domain.errors import StoreUnavailable
from app.domain.ids import CallSid
from app.domain.transfers.choosing import first_step
from app.domain.transfers.paths import DIRECT, Mode
from app.ports.call_spool import CallEvent
from app.ports.records import MediaGrant
from app.telephony import twiml
from app.telephony.asked import Webhook
from app.telephony.assistant import connect_to_assistant
from app.telephony.edge import TelephonyEdge
from app.telephony.ringing import Ringing
from app.telephony.rings import Ring
from app.telephony.twiml import Said
from app.telephony.words import words

log = structlog.get_logger(__name__)

T = TypeVar("T")
SAME_ANSWER_FOR = timedelta(seconds=60)


class Answers:
    """The same call asked twice gets the same answer, also when the second question comes before the first answer."""

    def __init__(self) -> None:
        self._answers: dict[CallSid, tuple[datetime, asyncio.Task[str]]] = {}

    async def once(self, call_sid: CallSid, make: Callable[[], Awaitable[str]], *, now: datetime) -> str:
        for sid in [sid for sid, (until, _) in self._answers.items() if until <= now]:
            del self._answers[sid]
        if call_sid not in self._answers:
            answer = asyncio.ensure_future(make())
            self._answers[call_sid] = (now + SAME_ANSWER_FOR, answer)
        return await asyncio.shield(self._answers[call_sid][1])


@dataclass(slots=True)
class IncomingCalls:
    edge: TelephonyEdge
    ringing: Ringing
    _answers: Answers = field(default_factory=Answers)
    _given_up: set[asyncio.Task[Any]] = field(default_factory=set)

    async def answer(self, asked: Webhook) -> str:
        return await self._answers.once(asked.call_sid, lambda: self._decide(asked), now=self.edge.clock.now())

    async def _decide(self, asked: Webhook) -> str:
        edge = self.edge
        try:
            found = await self._in_time(self._with_store(asked), f"answer {asked.call_sid}")
        except (StoreUnavailable, TimeoutError) as error:
            edge.calls.ended(asked.call_sid)
            log.error("call_answered_without_store", error=type(error).__name__)
            return await self.without_store(asked)
        return found if isinstance(found, str) else await self._people_first(asked, found)

    async def _in_time(self, work: Coroutine[Any, Any, T], name: str) -> T:
        """Raises TimeoutError at once when the time is over.

        Cancelling alone is no deadline: a database that is locked lets go of nobody before its own patience ends.
        """
        doing = asyncio.create_task(work, name=name)
        done, _ = await asyncio.wait({doing}, timeout=self.edge.answer_within_s)
        if not done:
            doing.cancel()
            self._given_up.add(doing)
            doing.add_done_callback(self._forget)
            raise TimeoutError
        return doing.result()

    def _forget(self, given_up: asyncio.Task[Any]) -> None:
        self._given_up.discard(given_up)
        if not given_up.cancelled() and (error := given_up.exception()) is not None:
            log.warning("store_answered_too_late", error=type(error).__name__)

    async def _with_store(self, asked: Webhook) -> str | Business:
        """The document, or the business whose people come first."""
        edge = self.edge
        business = await edge.directory.by_number(asked.to_number)
        if business is None:
            log.warning("unknown_number_called", pii_from=asked.from_number, to_number=asked.to_number)
            return _in_both("unknown_number")
        step = first_step(business, await edge.directory.mode(edge.modes, business), edge.clock.now())
        if step.rings or step.then != "assistant":
            return business
        if edge.calls.admit(asked.call_sid, now=edge.clock.now()):
            return await self._stream(asked, business)
        why = edge.calls.refusal or "full"
        log.warning("call_overflowed", business=business.id, why=why)
        return await self.without_assistant(asked, business, why)

    async def _stream(self, asked: Webhook, business: Business) -> str:
        await self.edge.call_records.open_call(
            CallOpened(
                call_sid=asked.call_sid,
                business=business.id,
                from_number=asked.from_number or "anonymous",
                to_number=asked.to_number,
                language=business.default_language,
                started_at=self.edge.clock.now(),
            )
        )
        log.info("call_incoming", business=business.id, pii_from=asked.from_number)
        return await connect_to_assistant(
            self.edge, MediaGrant(asked.call_sid, business.id), language=business.default_language
        )

    async def _people_first(self, asked: Webhook, business: Business) -> str:
        """The mode rings people before the assistant, or in its place."""
        mode = self.edge.directory.remembered_mode(business)
        log.info("call_incoming", business=business.id, mode=mode, pii_from=asked.from_number)
        await self.edge.book.note(self._opened(asked, mode.value))
        step = first_step(business, mode, self.edge.clock.now())
        return await self.ringing.ring(asked, business, Ring(asked.to_number, DIRECT, mode=mode, then=step.then))

    async def without_assistant(self, asked: Webhook, business: Business, why: str, *, say: Said | None = None) -> str:
        """Needs no engine and no database: people, then the voicemail. It is put on record a moment later."""
        self.edge.count_unattended(why)
        await self.edge.book.put_aside(self._opened(asked, why))
        ring = Ring(asked.to_number, DIRECT, mode=Mode.HUMAN_LINE, then="voicemail")
        return await self.ringing.ring(asked, business, ring, say=say)

    async def without_store(self, asked: Webhook, why: str = "database_gone") -> str:
        """Nothing can be booked or noted, so a human takes the call."""
        business = self.edge.directory.remembered(asked.to_number)
        if business is None:
            return _in_both("sorry_call_again")
        language = business.default_language
        say = Said(words("sorry_put_through", language), language)
        return await self.without_assistant(asked, business, why, say=say)

    def _opened(self, asked: Webhook, why: str) -> CallEvent:
        now = self.edge.clock.now()
        return CallEvent("opened", asked.call_sid, now, asked.from_number, asked.to_number, {"why": why})


def _in_both(key: str) -> str:
    return twiml.say_and_hang_up(Said(words(key, "de"), "de"), Said(words(key, "en"), "en"))
