"""A recorded call for the pages to play: a tone where each side speaks."""

import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from app.connectors.wav_folder import BYTES_PER_MS, WavFolder
from app.domain.ids import CallSid
from app.domain.recordings import Recording, RecordingState
from app.ports.review import CallSheet, ReviewTurn
from app.stores.recordings import SqlRecordings
from tests.web.pages.office import Office
from voice.audio.mulaw import encode_mulaw


@asynccontextmanager
async def recording_folder(office: Office, folder: Path) -> AsyncIterator[WavFolder]:
    made = WavFolder(folder / "recordings", least_free_bytes=0)
    office.sound = made
    try:
        yield made
    finally:
        made.close()


async def record(office: Office, folder: WavFolder, sid: CallSid) -> Recording:
    """Left a low tone while the caller speaks, right a high one while the assistant does."""
    sheet = await sheet_of(office, sid)
    length_ms = max(one.turn.ended_ms for one in sheet.turns) + 500
    stereo = bytearray(b"\xff" * (length_ms * BYTES_PER_MS))
    for side, (speaker, hz) in enumerate((("caller", 220), ("assistant", 440))):
        for one in sheet.turns:
            if one.turn.speaker == speaker:
                start, end = (at * 8 for at in (one.turn.started_ms, one.turn.ended_ms))
                stereo[2 * start + side : 2 * end + side : 2] = tone(end - start, hz)
    file = folder.open()
    file.write(0, bytes(stereo))
    await file.finish()
    kept = Recording(sid, sheet.entry.business, RecordingState.KEPT, "de", sheet.entry.started_at, file.name, length_ms)
    await SqlRecordings(office.database).put(kept)
    return kept


async def sheet_of(office: Office, sid: CallSid) -> CallSheet:
    sheet = await office.review.sheet(None, sid)
    assert sheet is not None
    return sheet


def tone(samples: int, hz: int) -> bytes:
    wave = (round(8_000 * math.sin(2 * math.pi * hz * nth / 8_000)) for nth in range(samples))
    return encode_mulaw(b"".join(value.to_bytes(2, "little", signed=True) for value in wave))


def is_silent(sound: bytes, turns: Sequence[ReviewTurn]) -> bool:
    """Both sides, over all of these turns; `sound` without its header."""
    spans = ((one.turn.started_ms * BYTES_PER_MS, one.turn.ended_ms * BYTES_PER_MS) for one in turns)
    return all(set(sound[start:end]) == {0xFF} for start, end in spans)
