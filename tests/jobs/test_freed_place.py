"""A cancellation reaches the next who waits by itself: nobody but the jobs does anything."""

import asyncio
from datetime import time

from app.domain.bookings import Booked
from app.domain.ids import E164, OfferingKey
from app.domain.waitlist import Waiting
from app.jobs.engine import prepare
from app.settings import Settings
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.party import Party
from app.wiring.after_bookings import after_bookings
from app.wiring.stores import open_stores
from tests.fakes.database import Store, forget
from tests.jobs.courier_program import Silent
from tests.jobs.test_crash import WAIT_S, free_slot


async def test_a_cancelled_place_is_offered_to_who_waits_without_a_human(store: Store) -> None:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    settings = Settings(DATABASE_URL=url)
    async with open_stores(settings) as stores, after_bookings(settings, stores, Silent()) as after:
        business = await stores.businesses.seed_example()
        assert business is not None
        now = stores.clock.now()
        order = Order(free_slot(business, now, time(10)), "Ann", E164("+493023125150"))
        booked = await book_appointment(stores.calendars, Party(business), order, now=now)
        assert isinstance(booked, Booked)
        ben = Waiting("ben", business.id, OfferingKey("checkup"), "Ben", E164("+493023125151"), "de", now)
        assert await after.waitlist.join(ben)
        await cancel_appointment(stores.calendars, Party(business), booked.booking.reference, now=now)
        async with asyncio.timeout(WAIT_S):
            while not (called := (await stores.records.callbacks()).items):  # noqa: ASYNC110 - the engine's doing
                await asyncio.sleep(0.2)
        assert [callback.customer_name for callback in called] == ["Ben"]
        assert called[0].text.startswith("Frei geworden: am ")
        (offer,) = await after.waitlist.offers_to(business, ben.customer_number, now=stores.clock.now())
        assert isinstance(await after.desk.accept(business, offer.id, now=stores.clock.now()), Booked)
    await forget(url)
