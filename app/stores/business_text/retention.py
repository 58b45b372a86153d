"""How long calls are kept, as an owner describes it."""

from typing import Self

from pydantic import Field, model_validator

from app.domain.rules.retention import CALLS_DAYS, LONGEST_KEEP_DAYS, WORDS_DAYS, RetentionRules
from app.stores.business_text.fields import Strict


class RetentionText(Strict):
    words_days: int = Field(WORDS_DAYS, ge=1, le=LONGEST_KEEP_DAYS)
    calls_days: int = Field(CALLS_DAYS, ge=1, le=LONGEST_KEEP_DAYS)

    @model_validator(mode="after")
    def _words_go_first(self) -> Self:
        if self.words_days > self.calls_days:
            raise ValueError("retention: a call is kept at least as long as its words (calls_days, words_days)")
        return self

    def rules(self) -> RetentionRules:
        return RetentionRules(self.words_days, self.calls_days)
