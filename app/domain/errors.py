"""What is broken (what is merely expected is a value).

    VorzimmerError
    ├── StoreUnavailable      the database is locked, full or gone (retryable)
    ├── SlotGuardViolated     the database's own guard against overlaps fired: somebody was faster (retryable elsewhere)
    ├── SchemaRuleBroken      the database refused a row by any other rule: a bug of ours
    ├── NotDelivered          a message did not reach whom it was for (retryable or not, as it says itself)
    ├── BusyTimesUnavailable  another system's calendar cannot be had or read (retryable or not, as it says itself)
    ├── IdentityNotProven     who came from another provider could not be made sure of (retryable or not)
    └── ConfigurationError    settings or business definition cannot work; the message says what to change

Messages never contain personal data.
"""


class VorzimmerError(Exception):
    """Base of everything we raise on purpose."""

    retryable: bool = False


class StoreUnavailable(VorzimmerError):  # noqa: N818 - named for the state, like the outcomes beside it
    retryable = True


class SlotGuardViolated(VorzimmerError):  # noqa: N818 - same
    retryable = True


class SchemaRuleBroken(VorzimmerError):  # noqa: N818 - same
    pass


class ConfigurationError(VorzimmerError):
    pass


class NotDelivered(VorzimmerError):  # noqa: N818 - same
    """`reason` is a constant word for the staff's list: refused, unreachable, bad_address, no_channel …"""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


class BusyTimesUnavailable(VorzimmerError):  # noqa: N818 - same
    """`reason`: unreachable, too_slow, too_large, http_404, not_a_calendar, cut_off, no_such_file."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


class IdentityNotProven(VorzimmerError):  # noqa: N818 - same
    """`reason`: unreachable, refused (the provider says no), untrusted (what it sent does not hold)."""

    def __init__(self, reason: str, *, retryable: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
