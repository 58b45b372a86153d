"""Reads that will be asked for in a moment, begun already: those of one answer run beside each other, and beside what
is carried out in order. Nothing is told or decided before it is asked for.
"""

import asyncio
from datetime import date

from app.dialogue.tools import Tools
from app.domain.bookings import Booking
from app.domain.business import Language
from app.domain.knowledge.search import Quoted


class ReadingAhead:
    """One call's. What was begun answers once; what nobody asks for is dropped."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._quotes: dict[tuple[str, Language], asyncio.Task[Quoted | None]] = {}
        self._appointments: asyncio.Task[tuple[Booking, ...]] | None = None

    def begin_quote(self, question: str, language: Language) -> None:
        if (question, language) not in self._quotes:
            begun = asyncio.create_task(self._tools.quote(question, language), name="quote ahead")
            begun.add_done_callback(_seen)
            self._quotes[question, language] = begun

    def begin_my_appointments(self) -> None:
        """Of the line's number."""
        if self._appointments is None:
            self._appointments = asyncio.create_task(self._tools.my_appointments(), name="appointments ahead")
            self._appointments.add_done_callback(_seen)

    async def quote(self, question: str, language: Language) -> Quoted | None:
        begun = self._quotes.pop((question, language), None)
        return await (begun if begun is not None else self._tools.quote(question, language))

    async def my_appointments(self, *, name: str | None, day: date | None) -> tuple[Booking, ...]:
        if name is not None or day is not None or self._appointments is None:
            return await self._tools.my_appointments(name=name, day=day)
        begun, self._appointments = self._appointments, None
        return await begun

    def something_is_written(self) -> None:
        """Appointments that were read before may be others now."""
        if self._appointments is not None:
            self._appointments.cancel()
            self._appointments = None

    def drop(self) -> None:
        self.something_is_written()
        for begun in self._quotes.values():
            begun.cancel()
        self._quotes = {}


def _seen(begun: asyncio.Task[Quoted | None] | asyncio.Task[tuple[Booking, ...]]) -> None:
    """An error belongs to whoever asks; asyncio would complain of one that nobody asks for."""
    if not begun.cancelled():
        begun.exception()
