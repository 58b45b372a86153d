"""What is known from the past of one business, and what was learned from it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from app.domain.ids import E164, BookingReference, BusinessId
from app.domain.learning.appointments import Example, PastAppointment
from app.domain.learning.attendance import RiskModel
from app.domain.learning.lessons import Lesson, Lessons
from app.domain.learning.marks import Mark


class Experience(Protocol):
    """The reading side, part of `CalendarReads`."""

    async def lessons(self) -> Lessons:
        """The newest of each subject, when it is worth using."""
        ...

    async def past_appointments(
        self, *, since: datetime, until: datetime, number: E164 | None = None
    ) -> tuple[PastAppointment, ...]:
        """What starts in [since, until), by start: confirmed, or cancelled by the customer. Not what was moved away."""
        ...

    async def mark_of(self, reference: BookingReference) -> Mark | None: ...

    async def learned_at(self) -> datetime | None:
        """When the newest lesson was learned."""
        ...


class ExperienceWrites(Experience, Protocol):
    """The writing side, part of `CalendarWrites`."""

    async def mark(self, reference: BookingReference, mark: Mark) -> None:
        """Note what became of an appointment; a second mark corrects the first."""
        ...

    async def learned(self, lesson: Lesson, *, at: datetime) -> None:
        """Keep a lesson beside the earlier ones."""
        ...

    async def count_postponed(self, reference: BookingReference) -> int:
        """Remember that we postponed this customer; how many times that makes. 0 = nobody is known by the booking."""
        ...


class LearningTurns(Protocol):
    async def ask(self, business: BusinessId, night: date) -> None:
        """Ask for the learning of a night. Asked again, before or after it, a night is learned once."""
        ...


class RiskFitter(Protocol):
    """Fits the weights of the risk model. It takes seconds and blocks: call it in a thread."""

    def fit(self, examples: Sequence[Example]) -> RiskModel:
        """`examples` by start; some fell through and some did not."""
        ...
