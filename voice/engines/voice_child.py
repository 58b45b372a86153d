"""A voice in a program of its own: what it computes holds no lock of ours, its crash is not ours, nor is its licence.

Decision: a child program for a voice, asked over its standard input and answering over its standard output, one
sentence at a time. Alternatives: a thread (Piper held the event loop for 3 to 32 ms under load), a pool of workers (a
copy of the weights each). Consequence: a child that dies, or stands still for `piece_s`, is ended and started anew;
until the new one has loaded its voice every sentence gets a retryable EngineError at once, and the next voice speaks
it. On a busy machine a slow child still computes: it is left alone (a restart would cost more) and only called late.

On the wire: a question is one line of JSON, `[number, text]`, and with null in place of the text it is taken back; an
answer is frames of a head (number of the question, kind, length) and that many bytes. The child ends when its input
does, so it never outlives us.
"""

import json
import os
import select
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import IO

import structlog

from voice.engines.protocols import EngineError, SpeechChunk, SpokenWord

log = structlog.get_logger()

_HEAD = struct.Struct("<IBI")
_WORDS = struct.Struct("<I")
_LONGEST_PIECE_BYTES = 1 << 20
_END_WITHIN_S = 2.0
_LATE_S = 1.5
_PATIENCE = 15  # so many times `piece_s` are waited for a child that computes
_FIRST_WAIT_S = 0.5  # between a restart that failed and the next one; doubles up to the longest
_LONGEST_WAIT_S = 60.0


class Kind(IntEnum):
    READY = 0
    PIECE = 1
    END = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Frame:
    question: int
    kind: Kind
    payload: bytes


class ChildGone(Exception):  # noqa: N818  told to the caller of this module as an EngineError
    """The child ended, hangs, or speaks another protocol."""


# --- the child's side -------------------------------------------------------------------------------------------------


def answer(out: IO[bytes], question: int, kind: Kind, payload: bytes = b"") -> None:
    out.write(_HEAD.pack(question, kind, len(payload)) + payload)
    out.flush()


def packed(chunk: SpeechChunk) -> bytes:
    words = json.dumps([[word.text, word.end_ms] for word in chunk.words]).encode()
    return _WORDS.pack(len(words)) + words + chunk.pcm16


def unpacked(payload: bytes) -> SpeechChunk:
    """Raises ChildGone."""
    try:
        (size,) = _WORDS.unpack_from(payload)
        words = json.loads(payload[_WORDS.size : _WORDS.size + size])
        spoken = tuple(SpokenWord(str(text), int(end_ms)) for text, end_ms in words)
    except (struct.error, ValueError, TypeError) as odd:
        raise ChildGone("an answer that is none") from odd
    return SpeechChunk(payload[_WORDS.size + size :], spoken)


# --- our side ---------------------------------------------------------------------------------------------------------


class VoiceChild:
    """Not for two threads at once. `restarts` counts the children that had to be replaced."""

    def __init__(self, name: str, command: Sequence[str], *, ready_s: float = 60.0, piece_s: float = 4.0) -> None:
        """Blocks until the child has loaded its voice. Raises EngineError."""
        self._name = name
        self._command = tuple(command)
        self._ready_s = ready_s
        self._piece_s = piece_s
        self._questions = 0
        self._wait_s = _FIRST_WAIT_S
        self._not_before_s = 0.0
        self._asked_at_s: float | None = None
        self.restarts = 0
        self._started()
        self.wait_until_loaded()

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def is_late(self) -> bool:
        """Whoever asks now had better ask another voice. May be read from any thread."""
        asked_at_s = self._asked_at_s
        return asked_at_s is not None and time.monotonic() - asked_at_s > _LATE_S

    def wait_until_loaded(self) -> None:
        """Blocks, after a start or a restart. Raises EngineError."""
        if self._is_ready:
            return
        try:
            self._expect_ready(within_s=self._ready_s)
        except ChildGone as gone:
            self._kill()
            raise EngineError(f"{self._name} does not start: {gone}") from gone

    def speak(self, text: str) -> Iterator[SpeechChunk]:
        """Pieces as they are ready; closing the iterator early is fine. Raises EngineError."""
        self._come_back()
        self._questions = (self._questions + 1) & 0xFFFF_FFFF
        try:
            self._ask(self._questions, text)
            yield from self._pieces(self._questions)
        except GeneratorExit:
            with suppress(ChildGone):  # the next question finds out
                self._ask(self._questions, None)
            raise
        except ChildGone as gone:
            log.error("voice_child_failed", voice=self._name, reason=str(gone))
            self._restart()
            raise EngineError(f"{self._name}: {gone}", retryable=True) from gone

    def stop(self) -> None:
        self._leave()

    # --- asking ---

    def _ask(self, question: int, text: str | None) -> None:
        """`text` None = the rest of the answer is not wanted any more."""
        try:
            self._stdin.write(json.dumps([question, text]).encode() + b"\n")
            self._stdin.flush()
        except (OSError, ValueError) as broken:
            raise ChildGone("it has ended") from broken

    def _pieces(self, question: int) -> Iterator[SpeechChunk]:
        while True:
            frame = self._frame(within_s=self._piece_s)
            if frame.question != question:
                continue  # left over from a sentence that nobody wanted to hear to its end
            match frame.kind:
                case Kind.PIECE:
                    yield unpacked(frame.payload)
                case Kind.END:
                    return
                case Kind.ERROR:
                    raise EngineError(f"{self._name}: {frame.payload.decode('utf-8', 'replace')}")
                case Kind.READY:
                    raise ChildGone("an answer that is none")

    def _frame(self, *, within_s: float) -> Frame:
        """Raises ChildGone."""
        question, kind, size = _HEAD.unpack(self._exactly(_HEAD.size, within_s))
        if kind not in set(Kind) or size > _LONGEST_PIECE_BYTES:
            raise ChildGone("an answer that is none")
        return Frame(question, Kind(kind), self._exactly(size, within_s))

    def _exactly(self, count: int, within_s: float) -> bytes:
        found = bytearray()
        while len(found) < count:
            self._wait_for_more(within_s)
            piece = os.read(self._stdout_fd, count - len(found))
            if not piece:
                raise ChildGone("it has ended")
            found += piece
        return bytes(found)

    def _wait_for_more(self, within_s: float) -> None:
        self._asked_at_s = time.monotonic()
        try:
            for _ in range(_PATIENCE):
                computed = self._computed_ticks()
                if self._poll.poll(within_s * 1000):
                    return
                if self._computed_ticks() == computed:
                    break
            raise ChildGone("no answer in time")
        finally:
            self._asked_at_s = None

    def _computed_ticks(self) -> int:
        """The child's computing time so far."""
        try:
            fields = Path(f"/proc/{self._child.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            return 0
        return int(fields[11]) + int(fields[12])

    # --- its life ---

    def _started(self) -> None:
        folder = str(Path(__file__).parents[2])
        paths = os.pathsep.join(path for path in (folder, os.environ.get("PYTHONPATH", "")) if path)
        try:
            self._child = subprocess.Popen(  # noqa: S603  our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths},
                start_new_session=True,  # Ctrl-C in the terminal is for us: running calls are still to be finished
            )
        except OSError as broken:
            raise EngineError(f"{self._name} cannot be started: {broken}") from broken
        if self._child.stdin is None or self._child.stdout is None:
            raise EngineError(f"{self._name} has no way to be asked")
        self._stdin, self._stdout = self._child.stdin, self._child.stdout
        self._stdout_fd = self._stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._stdout_fd, select.POLLIN | select.POLLHUP)
        self._is_ready = False
        self._load_until_s = time.monotonic() + self._ready_s

    def _expect_ready(self, *, within_s: float) -> None:
        if self._frame(within_s=within_s).kind is not Kind.READY:
            raise ChildGone("an answer that is none")
        self._is_ready = True
        self._wait_s = _FIRST_WAIT_S

    def _come_back(self) -> None:
        """After a restart: ready, or an EngineError at once."""
        if self._is_ready:
            return
        if self._child.poll() is None and not self._poll.poll(0) and time.monotonic() < self._load_until_s:
            raise EngineError(f"{self._name} is being loaded again", retryable=True)
        try:
            self._expect_ready(within_s=self._piece_s)
        except ChildGone as gone:
            if time.monotonic() >= self._not_before_s:
                log.error("voice_child_failed", voice=self._name, reason=str(gone))
                self._restart()
            raise EngineError(f"{self._name} does not come back: {gone}", retryable=True) from gone
        log.info("voice_child_back", voice=self._name)

    def _restart(self) -> None:
        self._kill()
        self.restarts += 1
        self._not_before_s = time.monotonic() + self._wait_s
        self._wait_s = min(_LONGEST_WAIT_S, 2 * self._wait_s)
        self._started()

    def _kill(self) -> None:
        self._child.kill()
        self._leave()

    def _leave(self) -> None:
        """Close both ends and see the child off; one that does not go by itself is ended."""
        with suppress(OSError):  # what it was last told may still wait in the pipe of a child that is gone
            self._stdin.close()
        try:
            self._child.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._stdout.close()
