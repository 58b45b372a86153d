"""Recordings of calls: what is on record of them, and the sound itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.errors import VorzimmerError
from app.domain.ids import CallSid
from app.domain.recordings import Recording


class Recordings(Protocol):
    """What is on record. Raises only StoreUnavailable."""

    async def put(self, recording: Recording) -> None:
        """New, or in place of what was known of this call."""
        ...

    async def of(self, call_sid: CallSid) -> Recording | None:
        """Whoever asks has looked first whether the call may be seen."""
        ...

    async def all_with_sound(self) -> Sequence[Recording]:
        """Running, kept and incomplete ones: those that may have a file."""
        ...

    async def without_call(self) -> Sequence[Recording]:
        """Of calls that were deleted for good."""
        ...

    async def broken_off(self) -> Sequence[Recording]:
        """Still running on record although their call has ended, or its server died."""
        ...

    async def forget(self, call_sid: CallSid) -> None: ...


@dataclass(frozen=True, slots=True)
class Written:
    """What a file has in the end. `fault` as in `Recording`, None when nothing is missing."""

    length_ms: int
    fault: str | None


class SoundUnavailable(VorzimmerError):  # noqa: N818 - named for the state, like the errors of the domain
    """The sound could not be read or changed: it lies on another server, or the disk failed."""


class RecordedSound(Protocol):
    """Files of sound by name, as 8 kHz mu-law WAV with two channels. Raises SoundUnavailable."""

    def path(self, name: str) -> Path | None:
        """None when it is not here."""
        ...

    async def length_ms(self, name: str) -> int:
        """0 when it is not here."""
        ...

    async def silence(self, name: str, from_ms: int, until_ms: int) -> None:
        """Both sides, for good."""
        ...

    async def remove(self, name: str) -> None:
        """One that is not here is removed already."""
        ...

    async def strays(self, known: frozenset[str]) -> int:
        """Remove files that nobody knows, but those of the last day; how many there were."""
        ...
