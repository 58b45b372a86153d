"""The spool as a file: one JSON line an event, and beside it how many of them are done.

Decision: a file, and not a second database: it must work when nothing else does, it is a few lines long even after a
bad night, and it can be read with the naked eye. A crash costs at most the line that was being written, which is left
out when it is read again, and at most one event is put into the database twice. It holds telephone numbers, so only
its owner may read it, and it is emptied as soon as all of it is in the database.
"""

import asyncio
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog

from app.domain.ids import CallSid
from app.ports.call_spool import CallEvent

log = structlog.get_logger(__name__)

LARGEST_BYTES = 8 * 1024 * 1024
OWNER_ONLY = 0o600


class FileCallSpool:
    """`CallSpool`. One process a file. The disk is touched off the event loop."""

    def __init__(self, path: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._path = path
        self._done_path = path.with_suffix(".done")
        self._largest_bytes = largest_bytes
        self._lock = asyncio.Lock()
        self._done = self._read_done()
        self._waiting = max(len(self._lines()) - self._done, 0)
        self.refused = 0

    @property
    def waiting(self) -> int:
        return self._waiting

    async def append(self, event: CallEvent) -> bool:
        async with self._lock:
            try:
                await asyncio.to_thread(self._write, _line(event))
            except OSError as error:
                self.refused += 1
                log.error("call_event_lost", kind=event.kind, error=type(error).__name__)
                return False
            self._waiting += 1
            return True

    async def oldest(self, limit: int = 100) -> Sequence[CallEvent]:
        async with self._lock:
            lines = await asyncio.to_thread(self._lines)
        return [_event(line) for line in lines[self._done : self._done + limit]]

    async def done(self, count: int) -> None:
        async with self._lock:
            self._done += count
            self._waiting = max(self._waiting - count, 0)
            await asyncio.to_thread(self._note_done)

    def _write(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size + len(line) > self._largest_bytes:
            raise OSError("the spool is full")
        opened = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
        try:
            os.write(opened, ("\n" + line).encode())  # a torn line before it ends here
            os.fsync(opened)
        finally:
            os.close(opened)

    def _lines(self) -> list[str]:
        if not self._path.exists():
            return []
        return [line for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines() if _whole(line)]

    def _note_done(self) -> None:
        if self._waiting == 0:
            self._path.unlink(missing_ok=True)
            self._done_path.unlink(missing_ok=True)
            self._done = 0
        else:
            self._done_path.write_text(str(self._done), encoding="utf-8")

    def _read_done(self) -> int:
        text = self._done_path.read_text(encoding="utf-8").strip() if self._done_path.exists() else ""
        return int(text) if text.isdigit() else 0


def _line(event: CallEvent) -> str:
    fields = {
        "kind": event.kind,
        "call": event.call_sid,
        "at": event.at.isoformat(),
        "from": event.from_number,
        "to": event.to_number,
        "facts": dict(event.facts),
    }
    return json.dumps(fields, ensure_ascii=True)


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _event(line: str) -> CallEvent:
    fields = json.loads(line)
    return CallEvent(
        kind=fields["kind"],
        call_sid=CallSid(fields["call"]),
        at=datetime.fromisoformat(fields["at"]),
        from_number=fields["from"],
        to_number=fields["to"],
        facts=fields["facts"],
    )
