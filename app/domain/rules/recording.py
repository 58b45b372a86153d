"""Whether a business keeps the sound of its calls, and for how long."""

from dataclasses import dataclass

KEEP_DAYS = 30
LONGEST_KEEP_DAYS = 365


@dataclass(frozen=True, slots=True)
class RecordingRules:
    """Off unless the owner switched it on: recording the spoken word without consent is a crime (§ 201 StGB)."""

    switched_on: bool = False
    keep_days: int = KEEP_DAYS
