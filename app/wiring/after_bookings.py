"""What follows from bookings, running: the courier, the waiting list, and the jobs that call them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from app.jobs.engine import running
from app.jobs.work import AfterBookings, DeliveryObserver
from app.settings import Settings
from app.usecases.waitlist import WaitlistDesk
from app.web.after_bookings import AfterBookingsEdge
from app.wiring.notices import courier
from app.wiring.stores import Stores


@asynccontextmanager
async def after_bookings(
    settings: Settings, stores: Stores, observer: DeliveryObserver
) -> AsyncIterator[AfterBookingsEdge]:
    desk = WaitlistDesk(stores.calendars, stores.waitlist)
    async with courier(settings, stores.outbox, stores.businesses, stores.clock) as carrier:
        jobs = AfterBookings(
            carrier,
            desk,
            stores.businesses,
            stores.decisions,
            timedelta(days=settings.decision_names_days),
            stores.clock,
            observer,
        )
        async with running(settings.database, node=settings.node, work=jobs.work, overdue=jobs.look_after):
            yield AfterBookingsEdge(stores.outbox, stores.waitlist, desk, stores.businesses, stores.clock)
