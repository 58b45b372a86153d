"""Sound of calls: whether a business keeps it, and what became of one call's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.business import Language
from app.domain.ids import BusinessId, CallSid

REDACTED_MARGIN_MS = 300
"""Around a turn whose words are blacked out: where speech begins and ends is known to about so much."""


class RecordingState(StrEnum):
    RUNNING = "running"  # or its server died: then as much is there as was written
    KEPT = "kept"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"  # the caller did not want it: no sound was kept
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Recording:
    """`file` is its name in the folder; `language` the one in which the caller was told and went on at `agreed_at`.

    `fault` = why it is incomplete: disk_full, not_written, too_slow, broken_off.
    """

    call_sid: CallSid
    business: BusinessId
    state: RecordingState
    language: Language
    agreed_at: datetime
    file: str = ""
    length_ms: int = 0
    fault: str | None = None

    @property
    def can_be_heard(self) -> bool:
        return self.state in (RecordingState.KEPT, RecordingState.INCOMPLETE) and self.length_ms > 0


def is_outdated(recording: Recording, now: datetime, *, keep_days: int) -> bool:
    return recording.agreed_at + timedelta(days=keep_days) <= now


def silent_span(started_ms: int, ended_ms: int) -> tuple[int, int]:
    """What of the sound falls silent when words of this turn are blacked out: all of it.

    When a word was said within a turn is not known to the syllable, and half a number would give the rest away.
    """
    return max(0, started_ms - REDACTED_MARGIN_MS), ended_ms + REDACTED_MARGIN_MS
