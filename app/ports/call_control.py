"""Calls that we start, move and end ourselves, for transfers in which the assistant introduces both sides."""

from typing import Protocol

from app.domain.errors import VorzimmerError
from app.domain.ids import E164, CallSid


class CallControlFailed(VorzimmerError):  # noqa: N818 - named for the state, like the errors of the domain
    """The network did not do it. `reason` is a constant word: unreachable, or twilio_ and Twilio's code.

    Retryable where nothing has come of it for sure, and something may the next time.
    """

    def __init__(self, reason: str, *, retryable: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


class CallControl(Protocol):
    """Each raises CallControlFailed. Addresses are ours; the network asks them for what comes next."""

    async def ring(self, to: E164, *, shown: str, answered_url: str, ended_url: str, ring_s: int) -> CallSid:
        """Ring a telephone. `shown` is the number it displays; `ended_url` learns how the ringing or the call ended."""
        ...

    async def redirect(self, call_sid: CallSid, url: str) -> None:
        """A running call leaves what it is doing and asks this address. A call that is over is left alone."""
        ...

    async def announce(self, room_sid: str, url: str) -> None:
        """Everybody in this conference hears what the address answers."""
        ...

    async def hang_up(self, call_sid: CallSid) -> None:
        """A call that is over is left alone."""
        ...
