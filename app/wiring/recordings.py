"""Calls are recorded where the business wants it and the caller does not mind; what is over is removed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from app.connectors.wav_folder import WavFile, WavFolder
from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.errors import StoreUnavailable
from app.domain.ids import BusinessId, CallSid
from app.domain.recordings import Recording, RecordingState
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from app.ports.recordings import Recordings, SoundUnavailable
from app.settings import Settings
from app.usecases.remove_recordings import RecordingDesk
from app.web.metrics import Metrics
from app.wiring.stores import Stores
from voice.audio.recording import CallRecorder

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 60.0
NOTE_WITHIN_S = 2.0


@dataclass(slots=True)
class RecordingOfCall:
    """One call's: the sound is `recorder`'s matter, what is on record this one's. Without a database calls go on."""

    call_sid: CallSid
    business: BusinessId
    file: WavFile
    recorder: CallRecorder
    recordings: Recordings
    records: CallRecords
    clock: Clock
    metrics: Metrics
    _noted: Recording | None = None

    def told(self) -> None:
        self.recorder.told()

    async def agreed(self, language: Language) -> None:
        self.recorder.agreed()
        self._noted = Recording(
            self.call_sid, self.business, RecordingState.RUNNING, language, self.clock.now(), self.file.name
        )
        await self._write(self._noted)
        await self._decide("caller_went_on", language)

    async def refused(self, language: Language) -> None:
        self.recorder.refused()
        self._noted = Recording(self.call_sid, self.business, RecordingState.REFUSED, language, self.clock.now())
        await self._write(self._noted)
        await self._decide("caller_refused", language)

    async def finish(self) -> None:
        """The call is over."""
        self.recorder.close()
        written = await self.file.finish()
        noted = self._noted
        if noted is None or noted.state is RecordingState.REFUSED:
            self.metrics.recorded("refused" if noted is not None else "not_agreed")
            return
        state = RecordingState.KEPT if written.fault is None else RecordingState.INCOMPLETE
        self.metrics.recorded(written.fault or "kept")
        await self._write(replace(noted, state=state, length_ms=written.length_ms, fault=written.fault))

    async def _write(self, recording: Recording) -> None:
        try:
            async with asyncio.timeout(NOTE_WITHIN_S):
                await self.recordings.put(recording)
        except (StoreUnavailable, TimeoutError) as error:
            log.error("recording_not_noted", state=recording.state, error=type(error).__name__)

    async def _decide(self, why: str, language: Language) -> None:
        """When which wording was said, and what the caller made of it, for good."""
        decision = Decision("recording", self.clock.now(), why, {"language": language, "notice": "recording_notice"})
        try:
            async with asyncio.timeout(NOTE_WITHIN_S):
                await self.records.add_decision(self.call_sid, decision)
        except (StoreUnavailable, TimeoutError) as error:
            log.error("decision_not_recorded", error=type(error).__name__)


@dataclass(frozen=True, slots=True)
class Recorders:
    """Makes the recording of each call that is to have one."""

    folder: WavFolder
    recordings: Recordings
    metrics: Metrics

    async def of(
        self, business: Business, call_sid: CallSid, records: CallRecords, clock: Clock
    ) -> RecordingOfCall | None:
        """None when the business does not want it, or there is no room for it: then nobody is told of one either."""
        if not business.recording.switched_on:
            return None
        if not await self.folder.is_ready():
            log.error("call_not_recorded", why="disk_full")
            self.metrics.recorded("disk_full")
            return None
        file = self.folder.open()
        return RecordingOfCall(
            call_sid, business.id, file, CallRecorder(file), self.recordings, records, clock, self.metrics
        )


def unrecorded(business: Business) -> Business:
    """For calls without a recording: their greeting does not tell of one."""
    return replace(business, recording=replace(business.recording, switched_on=False))


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a server has for recordings."""

    recorders: Recorders
    desk: RecordingDesk


@asynccontextmanager
async def recording_shelf(settings: Settings, stores: Stores, metrics: Metrics) -> AsyncIterator[Shelf]:
    folder = WavFolder(settings.recordings_folder)
    desk = RecordingDesk(stores.recordings, folder, stores.businesses, stores.clock)
    sweeping = asyncio.create_task(_sweep(desk), name="remove old recordings")
    try:
        yield Shelf(Recorders(folder, stores.recordings, metrics), desk)
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        await asyncio.to_thread(folder.close)


async def _sweep(desk: RecordingDesk) -> None:
    while True:
        try:
            if removed := await desk.sweep():
                log.info("recordings_removed", recordings=removed)
        except (StoreUnavailable, SoundUnavailable) as error:
            log.warning("recordings_not_swept", error=type(error).__name__)
        await asyncio.sleep(LOOK_EVERY_S)
