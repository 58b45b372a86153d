"""What is done without a call: notices, waiting list, busy times, learning, retention, and the jobs that call them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Protocol

from app.fitting.logistic_risk import LogisticRiskFitter
from app.jobs.busy_times import BusyObserver
from app.jobs.engine import running
from app.jobs.learning import NightlyLearning
from app.jobs.retention import NightlyRetention
from app.jobs.work import AfterBookings, DeliveryObserver
from app.settings import Settings
from app.usecases.end_retention import RetentionDesk
from app.usecases.waitlist import WaitlistDesk
from app.web.after_bookings import AfterBookingsEdge
from app.wiring.busy_times import busy_times
from app.wiring.notices import courier
from app.wiring.stores import Stores


class JobsObserver(DeliveryObserver, BusyObserver, Protocol):
    """What the metrics hear of."""


@asynccontextmanager
async def after_bookings(
    settings: Settings, stores: Stores, observer: JobsObserver
) -> AsyncIterator[AfterBookingsEdge]:
    desk = WaitlistDesk(stores.calendars, stores.waitlist)
    learning = NightlyLearning(
        stores.calendars, LogisticRiskFitter(), stores.businesses, stores.learning_turns, stores.clock
    )
    retention = NightlyRetention(RetentionDesk(stores.call_retention), stores.businesses, stores.clock)
    async with (
        courier(settings, stores.outbox, stores.businesses, stores.clock) as carrier,
        busy_times(stores, observer) as busy,
    ):
        jobs = AfterBookings(
            carrier,
            desk,
            stores.businesses,
            stores.decisions,
            timedelta(days=settings.decision_names_days),
            stores.clock,
            observer,
        )

        async def look_after() -> None:
            for part in (jobs, busy, learning, retention):
                await part.look_after()

        work = {**jobs.work, **busy.work, **learning.work, **retention.work}
        async with running(
            settings.database, node=settings.node, work=work, overdue=look_after, living=stores.nodes.living_names
        ):
            yield AfterBookingsEdge(stores.outbox, stores.waitlist, desk, stores.businesses, stores.clock)
