"""An offer to somebody who waits, as the courier needs it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import Slot
from app.domain.business import Business
from app.domain.consequences import DeliveryState
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.waitlist import OfferState
from app.ports.outbox import Claimed, Delivery, NoticeSettings
from app.stores.rows import to_language
from app.stores.tables import OutboxRow, WaitlistEntryRow, WaitlistOfferRow


async def claimed_offer(
    session: AsyncSession,
    row: OutboxRow,
    business: Business,
    delivery: Delivery,
    settings: NoticeSettings,
    *,
    since: datetime | None,
    now: datetime,
) -> Claimed | None:
    """None, and the delivery superseded, once the offer has ended: nobody is told of a place that is gone."""
    offer = await session.get(WaitlistOfferRow, row.waitlist_offer_id)
    entry = await session.get(WaitlistEntryRow, offer.entry_id) if offer else None
    if offer is None or entry is None or offer.state != OfferState.OPEN.value or offer.expires_at <= now:
        row.state, row.ended_at = DeliveryState.SUPERSEDED.value, now
        session.add(row)
        return None
    return Claimed(
        delivery=delivery,
        sequence=row.sequence,
        language=to_language(entry.language),
        settings=settings,
        slot=to_offered_slot(offer, business),
        customer_name=entry.customer_name,
        customer_number=E164(entry.customer_number),
        customer_mail=None,
        previous=None,
        since=since,
        offer_ends_at=offer.expires_at,
    )


def to_offered_slot(offer: WaitlistOfferRow, business: Business) -> Slot:
    return Slot(
        offering=OfferingKey(offer.offering),
        starts_at=offer.starts_at.astimezone(business.zone),
        ends_at=offer.ends_at.astimezone(business.zone),
        resource=ResourceId(offer.resource_id),
        room=ResourceId(offer.room_id) if offer.room_id else None,
    )
