"""One call's recording and what is noted of it, whatever becomes of the disk and the database meanwhile."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.connectors.wav_folder import WavFolder
from app.domain.calls import CallOpened
from app.domain.errors import StoreUnavailable
from app.domain.ids import CallSid
from app.domain.recordings import Recording, RecordingState
from app.domain.rules.recording import RecordingRules
from app.web.metrics import Metrics
from app.wiring.recordings import Recorders, RecordingOfCall, unrecorded
from tests.fakes.business import praxis
from tests.fakes.records import FakeRecords
from voice.audio.frames import MULAW_FRAME_BYTES

SID = CallSid("CArecorded")
SPEECH = b"\x10" * MULAW_FRAME_BYTES
RECORDED = replace(praxis(), recording=RecordingRules(switched_on=True))


@dataclass
class Shelf:
    """`Recordings` in memory; `down` is a database that is away."""

    kept: dict[CallSid, Recording] = field(default_factory=dict)
    down: bool = False

    async def put(self, recording: Recording) -> None:
        if self.down:
            raise StoreUnavailable("down")
        self.kept[recording.call_sid] = recording

    async def of(self, call_sid: CallSid) -> Recording | None:
        return self.kept.get(call_sid)

    async def all_with_sound(self) -> Sequence[Recording]:
        return list(self.kept.values())

    async def without_call(self) -> Sequence[Recording]:
        return []

    async def broken_off(self) -> Sequence[Recording]:
        return []

    async def forget(self, call_sid: CallSid) -> None:
        self.kept.pop(call_sid, None)


@dataclass
class Place:
    folder: WavFolder
    shelf: Shelf = field(default_factory=Shelf)
    records: FakeRecords = field(default_factory=FakeRecords)
    metrics: Metrics = field(default_factory=Metrics)

    async def recording(self) -> RecordingOfCall | None:
        now = self.records.clock.now()
        await self.records.open_call(CallOpened(SID, RECORDED.id, "+493023125042", "+493023125000", "de", now))
        recorders = Recorders(self.folder, self.shelf, self.metrics)
        return await recorders.of(RECORDED, SID, self.records, self.records.clock)

    async def begun(self) -> RecordingOfCall:
        made = await self.recording()
        assert made is not None
        made.told()
        return made

    def counted(self, outcome: str) -> float | None:
        return self.metrics.registry.get_sample_value("vorzimmer_recordings_total", {"outcome": outcome})


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    folder = WavFolder(tmp_path, least_free_bytes=0)
    yield Place(folder)
    folder.close()


def speak(recording: RecordingOfCall, seconds: int) -> None:
    for _ in range(seconds * 50):
        recording.recorder.caller(SPEECH)


async def test_a_call_is_kept_from_the_callers_word_to_its_end(place: Place) -> None:
    recording = await place.begun()
    speak(recording, 1)
    await recording.agreed("de")
    assert place.shelf.kept[SID].state is RecordingState.RUNNING
    speak(recording, 2)
    await recording.finish()
    kept = place.shelf.kept[SID]
    assert (kept.state, kept.length_ms, kept.fault) == (RecordingState.KEPT, 3_000, None)
    assert place.folder.path(kept.file) is not None
    assert [one.decision.why for one in place.records.decided] == ["caller_went_on"]
    assert place.counted("kept") == 1


async def test_who_refuses_later_leaves_no_sound_and_the_fact(place: Place) -> None:
    recording = await place.begun()
    await recording.agreed("de")
    speak(recording, 2)
    await recording.refused("de")
    speak(recording, 2)
    await recording.finish()
    kept = place.shelf.kept[SID]
    assert (kept.state, kept.file, kept.length_ms) == (RecordingState.REFUSED, "", 0)
    assert await place.folder.strays(frozenset()) == 0
    assert place.folder.path(recording.file.name) is None
    assert place.counted("refused") == 1


async def test_who_hangs_up_before_a_word_is_not_on_record_at_all(place: Place) -> None:
    recording = await place.begun()
    speak(recording, 2)
    await recording.finish()
    assert place.shelf.kept == {}
    assert place.folder.path(recording.file.name) is None
    assert place.counted("not_agreed") == 1


async def test_a_database_that_is_away_for_a_while_costs_no_sound(place: Place) -> None:
    recording = await place.begun()
    place.shelf.down = place.records.down = True
    await recording.agreed("de")
    speak(recording, 2)
    place.shelf.down = False
    await recording.finish()
    assert place.shelf.kept[SID].state is RecordingState.KEPT


async def test_a_disk_that_fills_up_marks_the_recording_and_lets_the_call_go_on(place: Place) -> None:
    recording = await place.begun()
    await recording.agreed("de")
    speak(recording, 1)
    await place.folder.length_ms("none.wav")
    place.folder._least_free_bytes = 1 << 60
    speak(recording, 2)
    await recording.finish()
    kept = place.shelf.kept[SID]
    assert (kept.state, kept.fault, kept.length_ms) == (RecordingState.INCOMPLETE, "disk_full", 1_000)


async def test_without_room_nobody_is_told_of_a_recording(place: Place) -> None:
    place.folder._least_free_bytes = 1 << 60
    assert await place.recording() is None
    assert place.counted("disk_full") == 1
    assert not unrecorded(RECORDED).recording.switched_on


async def test_a_business_that_has_not_switched_it_on_is_not_recorded(place: Place) -> None:
    recorders = Recorders(place.folder, place.shelf, place.metrics)
    assert await recorders.of(praxis(), SID, place.records, place.records.clock) is None
