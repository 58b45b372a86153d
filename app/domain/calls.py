"""A call on record: who, when, how it ended."""

from enum import StrEnum


class CallOutcome(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    MESSAGE = "message"
    CALLBACK = "callback"
    TRANSFERRED = "transferred"
    ABANDONED = "abandoned"
    FAILED = "failed"
