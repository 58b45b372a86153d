"""The sound of calls, as an owner describes it."""

from pydantic import Field

from app.domain.rules.recording import KEEP_DAYS, LONGEST_KEEP_DAYS, RecordingRules
from app.stores.business_text.fields import Strict


class RecordingText(Strict):
    switched_on: bool = False
    keep_days: int = Field(KEEP_DAYS, ge=1, le=LONGEST_KEEP_DAYS)

    def rules(self) -> RecordingRules:
        return RecordingRules(self.switched_on, self.keep_days)
