"""The far end of a call as a session sees it: text messages in and out, and who is told what was measured."""

from typing import Protocol

from voice.contract import Timings


class LineClosed(Exception):  # noqa: N818  a hang-up is how calls end, not an error
    """The other side is gone."""


class Line(Protocol):
    async def receive(self) -> str | bytes:
        """The next message. Raises LineClosed."""
        ...

    async def send(self, text: str) -> None:
        """Raises LineClosed."""
        ...


class SoundTap(Protocol):
    """Gets a call's sound beside everybody else: mu-law, as it comes and as it is played. Must not block or raise."""

    def caller(self, mulaw_frame: bytes) -> None:
        """The next 20 ms."""
        ...

    def assistant(self, mulaw: bytes, *, in_ms: float) -> None:
        """Sent, and played so far from now."""
        ...

    def cleared(self) -> None:
        """What was sent and is not played yet never will be."""
        ...


class WordsTap(Protocol):
    """Told of words as they come, before they are turns. Must not block or raise."""

    def caller_speaks(self, text: str) -> None:
        """All that was understood of it at its last pause; empty when it has just begun."""
        ...

    def caller_said(self, text: str) -> None:
        """All of it; the answer is being thought of. Who goes on all the same is heard by `caller_speaks` again."""
        ...

    def caller_said_nothing(self) -> None: ...

    def assistant_speaks(self, text: str) -> None:
        """All of the turn that was heard so far."""
        ...


class Unheeded:
    """A `WordsTap` where nobody watches."""

    def caller_speaks(self, text: str) -> None: ...

    def caller_said(self, text: str) -> None: ...

    def caller_said_nothing(self) -> None: ...

    def assistant_speaks(self, text: str) -> None: ...


class CallObserver(Protocol):
    """Told what happened, for metrics and logs; never given words, numbers or names. Must not block or raise."""

    def answered(self, timings: Timings) -> None: ...

    def greeted(self, first_sound_ms: int) -> None: ...

    def barged_in(self, *, taken: bool, cleared: bool) -> None: ...

    def dropped_frames(self, count: int) -> None: ...

    def malformed(self, reason: str) -> None: ...

    def engine_failed(self, stage: str) -> None: ...


class SilentObserver:
    """Tells nobody."""

    def answered(self, timings: Timings) -> None: ...

    def greeted(self, first_sound_ms: int) -> None: ...

    def barged_in(self, *, taken: bool, cleared: bool) -> None: ...

    def dropped_frames(self, count: int) -> None: ...

    def malformed(self, reason: str) -> None: ...

    def engine_failed(self, stage: str) -> None: ...
