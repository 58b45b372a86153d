"""Telephone numbers as people write them, made E.164 at the edge."""

import phonenumbers
from fastapi import HTTPException

from app.domain.business import Business
from app.domain.ids import E164


def to_e164(text: str | None, business: Business) -> E164 | None:
    """National writing is read in the country of the business's own number. Raises 422 for what can be no number."""
    if text is None or not text.strip():
        return None
    try:
        own = phonenumbers.parse(str(business.numbers[0])) if business.numbers else None
        region = phonenumbers.region_code_for_number(own) if own is not None else None
        number = phonenumbers.parse(text, region or "DE")
    except phonenumbers.NumberParseException as error:
        raise HTTPException(422, "customer_number is no telephone number") from error
    if not phonenumbers.is_possible_number(number):
        raise HTTPException(422, "customer_number is no possible telephone number")
    return E164(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
