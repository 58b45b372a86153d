"""What a request names, or what is told when there is no such thing: 404 for a business, 422 for what it lacks."""

from fastapi import HTTPException

from app.domain.business import Business
from app.domain.ids import BookingReference, BusinessId
from app.ports.records import BookingEntry, Businesses, Records
from app.web.whose import is_foreign


async def named_business(businesses: Businesses, business_id: str) -> Business:
    business = None if is_foreign(BusinessId(business_id)) else await businesses.load(BusinessId(business_id))
    if business is None:
        raise HTTPException(404, f"there is no business {business_id}")
    return business


async def named_booking(records: Records, reference: str) -> BookingEntry:
    entry = await records.booking(BookingReference(reference))
    if entry is None or is_foreign(entry.business):
        raise HTTPException(404, f"there is no booking {reference}")
    return entry


def check_offering(business: Business, key: str) -> None:
    if key not in {offering.key for offering in business.offerings}:
        raise HTTPException(422, f"{business.id} has no offering {key}")


def check_resource(business: Business, resource_id: str | None) -> None:
    """None = whoever it may be."""
    if resource_id is not None and resource_id not in {resource.id for resource in business.resources}:
        raise HTTPException(422, f"{business.id} has no resource {resource_id}")
