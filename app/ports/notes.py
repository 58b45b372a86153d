"""What is left for the staff: messages and wishes to be called back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.ids import E164, BusinessId, CallSid, ResourceId
from app.domain.spoken.when import Window


class Notes(Protocol):
    """Each is one committed write with its decision; the same words twice in one call are one note."""

    async def take_message(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None: ...

    async def request_callback(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None: ...
