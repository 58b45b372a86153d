"""On whose behalf a use case works."""

from dataclasses import dataclass

from app.domain.business import Business, Language
from app.domain.ids import E164, CallSid


@dataclass(frozen=True, slots=True)
class Party:
    """The business, and the call it serves. `number` is the line's: it finds a customer; None when withheld.

    Outside a call (over the API) there is neither call nor number; `by` then names who acts, for the history.
    """

    business: Business
    call_sid: CallSid | None = None
    number: E164 | None = None
    language: Language = "de"
    by: str = "api"

    @property
    def author(self) -> str:
        return f"call {self.call_sid}" if self.call_sid else self.by
