"""Recordings in a folder, one WAV a call, written by one thread beside the event loop.

Decision: mu-law WAV with two channels, 1 MB a minute. It is written as it comes and is a whole file after every second,
so that a crash loses at most what the last second was; any player opens it; and a passage falls silent where it stands.
Alternatives: Opus through PyAV (a fifth of the size; the file has to be encoded anew for every redaction, and one that
was broken off has to be mended first), FLAC (larger than mu-law: it would keep 14 bits of what came as 8).
Bounds: a folder takes MOST_WAITING_BYTES of sound that is not written yet, and leaves LEAST_FREE_BYTES of the disk to
the database beside it. What does not fit is left out, and the recording says that it is incomplete.
"""

import asyncio
import errno
import os
import secrets
import struct
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, TypeVar

import structlog

from app.ports.recordings import SoundUnavailable, Written

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

BYTES_PER_MS = 16
HEADER_BYTES = 58
SILENCE = b"\xff"
MOST_WAITING_BYTES = 16 * 1024 * 1024
LEAST_FREE_BYTES = 256 * 1024 * 1024
WITHIN_S = 10.0
STRAY_AFTER_S = 24 * 3600.0
MOST_AT_ONCE_MS = 60_000


def header(sound_bytes: int) -> bytes:
    """RIFF header of mu-law sound, 8 kHz, two channels (format tag 7, with the fact chunk that it needs)."""
    padded = sound_bytes + sound_bytes % 2
    return struct.pack(
        "<4sI4s4sIHHIIHHH4sII4sI",
        *(b"RIFF", HEADER_BYTES - 8 + padded, b"WAVE"),
        *(b"fmt ", 18, 7, 2, 8000, 16000, 2, 8, 0),
        *(b"fact", 4, sound_bytes // 2),
        *(b"data", sound_bytes),
    )


class WavFolder:
    """`RecordedSound`, and the files of running calls. One per server; close it, or its thread outlives the loop."""

    def __init__(self, folder: Path, *, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
        self._folder = folder
        self._least_free_bytes = least_free_bytes
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recordings")
        self._lock = Lock()
        self._waiting_bytes = 0

    async def is_ready(self) -> bool:
        """Whether there is room for a recording now."""
        try:
            return await self._done(self._has_room)
        except SoundUnavailable:
            return False

    def open(self) -> "WavFile":
        """A file for one call. It is made with its first sound."""
        return WavFile(self, f"{secrets.token_hex(16)}.wav")

    def path(self, name: str) -> Path | None:
        path = self._folder / Path(name).name
        return path if name and path.is_file() else None

    async def length_ms(self, name: str) -> int:
        return await self._done(lambda: _length_ms(self._folder / Path(name).name))

    async def silence(self, name: str, from_ms: int, until_ms: int) -> None:
        if self.path(name) is None:
            raise SoundUnavailable("not_here")
        await self._done(lambda: _silence(self._folder / Path(name).name, from_ms, until_ms))

    async def remove(self, name: str) -> None:
        if name:
            await self._done(lambda: (self._folder / Path(name).name).unlink(missing_ok=True))

    async def strays(self, known: frozenset[str]) -> int:
        return await self._done(lambda: self._remove_strays(known))

    def close(self) -> None:
        """Waits until everything is written."""
        self._thread.shutdown()

    # --- for files ----------------------------------------------------------------------------------------------------

    def put(self, job: Callable[[], Result], *, size: int = 0) -> "Future[Result] | None":
        """Done in order; None when too much waits already."""
        with self._lock:
            if self._waiting_bytes + size > MOST_WAITING_BYTES:
                return None
            self._waiting_bytes += size
        try:
            doing = self._thread.submit(job)
        except RuntimeError:  # the server is stopping
            self._written(size)
            return None
        if size:
            doing.add_done_callback(lambda _: self._written(size))
        return doing

    def opened(self, name: str) -> BinaryIO:
        """Raises OSError."""
        if not self._has_room():
            raise OSError(errno.ENOSPC, "no room for recordings")
        path = self._folder / name
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)

    def has_room_for_more(self) -> bool:
        free = os.statvfs(self._folder)
        return free.f_bavail * free.f_frsize > self._least_free_bytes

    def _written(self, size: int) -> None:
        with self._lock:
            self._waiting_bytes -= size

    def _has_room(self) -> bool:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.access(self._folder, os.W_OK) and self.has_room_for_more()

    def _remove_strays(self, known: frozenset[str]) -> int:
        if not self._folder.is_dir():
            return 0
        before = time.time() - STRAY_AFTER_S
        strays = [
            path for path in self._folder.glob("*.wav") if path.name not in known and path.stat().st_mtime < before
        ]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)

    async def _done(self, job: Callable[[], Result]) -> Result:
        doing = self.put(job)
        if doing is None:
            raise SoundUnavailable("too_much_waits")
        try:
            async with asyncio.timeout(WITHIN_S):
                return await asyncio.wrap_future(doing)
        except (OSError, TimeoutError) as error:
            raise SoundUnavailable(type(error).__name__) from error


class WavFile:
    """A `voice.audio.recording.SoundFile`. The first half runs on the event loop, the second in the folder's thread."""

    def __init__(self, folder: WavFolder, name: str) -> None:
        self.name = name
        self._folder = folder
        self._fault: str | None = None
        self._out: BinaryIO | None = None
        self._sound_bytes = 0
        self._is_discarded = False

    def write(self, at_ms: int, stereo_mulaw: bytes) -> None:
        if self._fault in ("disk_full", "not_written") or self._is_discarded:
            return
        if self._folder.put(lambda: self._write(at_ms, stereo_mulaw), size=len(stereo_mulaw)) is None:
            self._fail("too_slow")

    def discard(self) -> None:
        self._is_discarded = True
        self._folder.put(self._discard)

    async def finish(self) -> Written:
        """After the last `write`; waits for what is not written yet, a bounded time."""
        closing = self._folder.put(self._close)
        try:
            if closing is not None:
                async with asyncio.timeout(WITHIN_S):
                    await asyncio.wrap_future(closing)
        except TimeoutError:
            self._fail("too_slow")
        return Written(self._sound_bytes // BYTES_PER_MS, self._fault)

    # --- in the thread ------------------------------------------------------------------------------------------------

    def _write(self, at_ms: int, stereo_mulaw: bytes) -> None:
        if self._is_discarded or self._fault in ("disk_full", "not_written"):
            return
        try:
            if self._out is None:
                self._out = self._folder.opened(self.name)
            elif not self._folder.has_room_for_more():
                raise OSError(errno.ENOSPC, "no room for recordings")  # noqa: TRY301  the same end as a full disk's
            self._append(self._out, at_ms * BYTES_PER_MS, stereo_mulaw)
        except OSError as error:
            self._fail("disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "not_written")
            self._close()

    def _append(self, out: BinaryIO, at: int, sound: bytes) -> None:
        """Sound first, then the header that says how much there is."""
        while at > self._sound_bytes:  # silence in place of what was left out
            gap = SILENCE * min(at - self._sound_bytes, MOST_AT_ONCE_MS * BYTES_PER_MS)
            out.seek(HEADER_BYTES + self._sound_bytes)
            _write_all(out, gap)
            self._sound_bytes += len(gap)
        out.seek(HEADER_BYTES + at)
        _write_all(out, sound)
        self._sound_bytes = max(self._sound_bytes, at + len(sound))
        out.seek(0)
        _write_all(out, header(self._sound_bytes))

    def _close(self) -> None:
        out, self._out = self._out, None
        if out is None:
            return
        try:
            os.fsync(out.fileno())
            out.close()
        except OSError:
            self._fail("not_written")

    def _discard(self) -> None:
        self._close()
        path = self._folder.path(self.name)
        if path is not None:
            with suppress(FileNotFoundError):
                path.unlink()

    def _fail(self, fault: str) -> None:
        if self._fault is None:
            log.error("recording_incomplete", why=fault)
        self._fault = fault


def _write_all(out: BinaryIO, content: bytes) -> None:
    """An unbuffered file may take less than it is given."""
    rest = memoryview(content)
    while rest:
        rest = rest[out.write(rest) :]


def _length_ms(path: Path) -> int:
    return max(0, path.stat().st_size - HEADER_BYTES) // BYTES_PER_MS if path.is_file() else 0


def _silence(path: Path, from_ms: int, until_ms: int) -> None:
    with path.open("r+b") as out:
        until = min(until_ms * BYTES_PER_MS, path.stat().st_size - HEADER_BYTES)
        at = from_ms * BYTES_PER_MS
        out.seek(HEADER_BYTES + at)
        while at < until:
            piece = SILENCE * min(until - at, MOST_AT_ONCE_MS * BYTES_PER_MS)
            out.write(piece)
            at += len(piece)
        out.flush()
        os.fsync(out.fileno())
