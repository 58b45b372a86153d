"""Learn anew from a business's past: how long appointments take and which fall through; keep each lesson with its
figures on later appointments, which decide whether offers use it.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.domain.business import Business
from app.domain.calls import Decision
from app.domain.learning.appointments import Example, PastAppointment, real_durations, risk_examples
from app.domain.learning.durations import RealDuration, learn_durations, unpooled_durations
from app.domain.learning.evaluation import DurationReport, RiskReport, duration_report, earlier_and_later, risk_report
from app.domain.learning.lessons import Lesson, Subject
from app.ports.bookings import Calendars, CalendarWrites
from app.ports.learning import Experience, RiskFitter

LOOKS_BACK = timedelta(days=2 * 365)
ENOUGH_TO_FIT = 40
FIT_WITHIN_S = 120.0
NIGHT_BEGINS = timedelta(hours=2, minutes=30)
"""After midnight, by the clock of the business: when nobody calls, and neither day of a clock change lacks a night."""


def night_of(business: Business, now: datetime) -> date:
    """The day whose early morning began last, half past two."""
    return (now.astimezone(business.zone).replace(tzinfo=None) - NIGHT_BEGINS).date()


async def learn_tonight(
    calendars: Calendars, fitter: RiskFitter, business: Business, night: date, *, now: datetime
) -> tuple[Lesson, ...] | None:
    """None when it was learned since that night began: whoever was cut off after that does not learn twice, nor do two
    nodes of which one takes the other for dead.
    """
    async with calendars.reading(business) as reads:
        if await _learned_since(reads, business, night):
            return None
    lessons = await _lessons(calendars, fitter, business, now=now)
    async with calendars.writing(business) as writes:
        if await _learned_since(writes, business, night):
            return None
        await _keep(writes, lessons, at=now)
    return lessons


async def learn(calendars: Calendars, fitter: RiskFitter, business: Business, *, now: datetime) -> tuple[Lesson, ...]:
    """A lesson a subject. One that is not used stands on record with the reason; offers then go without."""
    lessons = await _lessons(calendars, fitter, business, now=now)
    async with calendars.writing(business) as writes:
        await _keep(writes, lessons, at=now)
    return lessons


async def _learned_since(reads: Experience, business: Business, night: date) -> bool:
    last = await reads.learned_at()
    return last is not None and night_of(business, last) >= night


async def _lessons(
    calendars: Calendars, fitter: RiskFitter, business: Business, *, now: datetime
) -> tuple[Lesson, ...]:
    async with calendars.reading(business) as reads:
        past = await reads.past_appointments(since=now - LOOKS_BACK, until=now)
    async with asyncio.timeout(FIT_WITHIN_S):
        return await asyncio.to_thread(lessons_from, past, fitter, now=now)


async def _keep(writes: CalendarWrites, lessons: Sequence[Lesson], *, at: datetime) -> None:
    for lesson in lessons:
        await writes.learned(lesson, at=at)
        await writes.decide(None, _decision(lesson, at))


def lessons_from(past: Sequence[PastAppointment], fitter: RiskFitter, *, now: datetime) -> tuple[Lesson, ...]:
    found = [about_durations([visit for _, visit in real_durations(past)])]
    risk = about_risk(risk_examples(past, now=now), fitter)
    return (*found, risk) if risk else tuple(found)


def about_durations(in_order: Sequence[RealDuration]) -> Lesson:
    """Judged by the later ones, then learned from all."""
    earlier, later = earlier_and_later(in_order)
    report = duration_report(learn_durations(earlier), unpooled_durations(earlier), later, learned_from=len(earlier))
    return Lesson(Subject.DURATIONS, learn_durations(in_order), report)


def about_risk(in_order: Sequence[Example], fitter: RiskFitter) -> Lesson | None:
    """None when there is too little to fit anything to."""
    earlier, later = earlier_and_later(in_order)
    missed = sum(example.fell_through for example in earlier)
    if len(earlier) < ENOUGH_TO_FIT or not 0 < missed < len(earlier):
        return None
    tried = fitter.fit(earlier)
    report = risk_report(
        [tried.risk(example.prospect) for example in later],
        later,
        base_rate=missed / len(earlier),
        learned_from=len(earlier),
    )
    return Lesson(Subject.RISK, fitter.fit(in_order), report)


def _decision(lesson: Lesson, now: datetime) -> Decision:
    return Decision(
        "lesson",
        now,
        lesson.report.why,
        {"subject": str(lesson.subject), "used": lesson.used, **_figures(lesson.report)},
    )


def _figures(report: RiskReport | DurationReport) -> dict[str, object]:
    figures: dict[str, object] = {"learned_from": report.learned_from, "held_out": report.held_out}
    if isinstance(report, DurationReport):
        losses = {"plan_loss_minutes": report.plan_loss, "learned_loss_minutes": report.learned_loss}
        return figures | {name: round(loss, 2) for name, loss in losses.items()}
    figures["missed_held_out"] = report.missed_held_out
    if report.base is None or report.model is None:
        return figures
    return figures | {
        "base_brier": round(report.base.brier, 4),
        "brier": round(report.model.brier, 4),
        "base_log_loss": round(report.base.log_loss, 4),
        "log_loss": round(report.model.log_loss, 4),
    }
