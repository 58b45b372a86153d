"""What one sentence says, for a person to look at: the command line's `understand`."""

from dataclasses import dataclass
from datetime import datetime

from app.dialogue.comprehension import Comprehension
from app.dialogue.state import CallState
from app.domain.business import Language
from app.domain.ids import E164, CallSid, OfferingKey, ResourceId
from app.domain.spoken.hear_number import hear_phone
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.when import When


@dataclass(frozen=True, slots=True)
class Understanding:
    """`when` as `hear_when` gives it, also when the sentence speaks of no time."""

    intent: str
    confidence: float
    when: When
    name: str | None
    number: E164 | None
    offering: OfferingKey | None
    resource: ResourceId | None
    emotion: str


def understand(text: str, language: Language, at: datetime, comprehension: Comprehension) -> Understanding:
    """`at` is the current time of the business, aware; the sentence is taken as the first of a call."""
    business = comprehension.business
    state = CallState(CallSid("CA" + "0" * 32), business, language, None)
    local = at.astimezone(business.zone)
    reading = comprehension.read(text, state, now=local)
    heard = hear_phone(text, language)
    return Understanding(
        intent=reading.intent.value,
        confidence=round(reading.guess.confidence, 3),
        when=hear_when(text, language=language, now=local, hours=business.hours),
        name=reading.name,
        number=heard.e164 if heard.complete else None,
        offering=reading.offerings[0] if reading.offerings else None,
        resource=reading.person,
        emotion=reading.emotion,
    )
