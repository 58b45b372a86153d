"""Identifiers of the field, as distinct types."""

from typing import NewType

BusinessId = NewType("BusinessId", str)  # a slug: praxis-dr-sommer
ResourceId = NewType("ResourceId", str)  # a slug within the business: dr-anna-sommer
OfferingKey = NewType("OfferingKey", str)  # checkup
CustomerId = NewType("CustomerId", str)
PersonId = NewType("PersonId", str)  # who uses the pages
CallSid = NewType("CallSid", str)  # Twilio's, CA + 32 hex digits
BookingReference = NewType("BookingReference", str)  # short, readable aloud
HoldId = NewType("HoldId", str)
E164 = NewType("E164", str)  # +493023125000
SkillName = NewType("SkillName", str)  # what a resource can do: an offering's key, or a word of the owner's
