"""Why a call is put to a person. PURE: constant words, on record and in the owner's escalation paths."""

from enum import StrEnum


class Reason(StrEnum):
    EMERGENCY_OF_LIFE = "emergency_of_life"  # danger to life: 112 is named first
    HIGH_EMOTION = "high_emotion"  # anger, at once or built up
    DISTRESS = "distress"  # despair, without danger to life
    ASKED_FOR_HUMAN = "asked_for_human"
    NOT_UNDERSTOOD_TWICE = "not_understood_twice"  # the words do not come through
    UNKNOWN_WISH = "unknown_wish"  # the words came through, nothing the business taught fits them
    BILLING = "billing"
    COMPLAINT = "complaint"
