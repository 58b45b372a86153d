"""How long a business keeps what callers said, and the calls themselves.

Decision: both end by themselves. What is said on the telephone is personal, and may be kept for as long as it is
needed and no longer (GDPR, Art. 5 (1) (e)); what a call was about has been done, noted or taken over to a file within
weeks. So the words go after 90 days unless the owner says otherwise, and the rest of the call after a year.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

WORDS_DAYS, CALLS_DAYS = 90, 365
LONGEST_KEEP_DAYS = 3650
GRACE = timedelta(days=7)
"""From the first night on: who gets this with an update has time to look at the rule before anything goes."""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """In days since the call began. The sound of a call goes with its words at the latest."""

    words_days: int = WORDS_DAYS
    calls_days: int = CALLS_DAYS

    def __post_init__(self) -> None:
        if not 1 <= self.words_days <= self.calls_days <= LONGEST_KEEP_DAYS:
            raise ValueError("a call is kept at least as long as its words, between 1 and 3650 days")

    def words_go_before(self, now: datetime) -> datetime:
        """Calls that began earlier lose their words."""
        return now - timedelta(days=self.words_days)

    def calls_go_before(self, now: datetime) -> datetime:
        return now - timedelta(days=self.calls_days)


def first_removal(began: date | None, today: date) -> date:
    """The first night in which something goes. `began` = the first night that was asked for, None = none was."""
    return (began or today) + GRACE
