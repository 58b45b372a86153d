"""Recordings go when their time is over or their call is gone, and fall silent where words are blacked out."""

from dataclasses import dataclass, replace

from app.domain.ids import CallSid
from app.domain.recordings import Recording, RecordingState, is_outdated, silent_span
from app.domain.rules.recording import KEEP_DAYS
from app.ports.clock import Clock
from app.ports.recordings import RecordedSound, Recordings
from app.ports.records import Businesses


@dataclass(frozen=True, slots=True)
class RecordingDesk:
    """The sound goes before what is on record of it, so that nothing is forgotten that is still there."""

    recordings: Recordings
    sound: RecordedSound
    businesses: Businesses
    clock: Clock

    async def of(self, call_sid: CallSid) -> Recording | None:
        return await self.recordings.of(call_sid)

    async def silence(self, call_sid: CallSid, started_ms: int, ended_ms: int) -> None:
        """A turn whose words are blacked out. Raises SoundUnavailable: then the words must not go either."""
        recording = await self.recordings.of(call_sid)
        if recording is not None and recording.file:
            await self.sound.silence(recording.file, *silent_span(started_ms, ended_ms))

    async def sweep(self) -> int:
        """What is outdated, what has no call any more, files that nobody knows; how many sounds were removed."""
        removed = 0
        for recording in await self.recordings.without_call():
            await self.sound.remove(recording.file)
            await self.recordings.forget(recording.call_sid)
            removed += 1
        for recording in await self.recordings.broken_off():
            length_ms = await self.sound.length_ms(recording.file)
            broken = replace(recording, state=RecordingState.INCOMPLETE, length_ms=length_ms, fault="broken_off")
            await self.recordings.put(broken)
        keeps = {one.id: min(one.recording.keep_days, one.retention.words_days) for one in await self.businesses.all()}
        now, kept = self.clock.now(), set[str]()
        for recording in await self.recordings.all_with_sound():
            days = keeps.get(recording.business, KEEP_DAYS)
            if is_outdated(recording, now, keep_days=days):
                await self.sound.remove(recording.file)
                await self.recordings.put(
                    replace(recording, state=RecordingState.EXPIRED, file="", length_ms=0, fault=None)
                )
                removed += 1
            else:
                kept.add(recording.file)
        return removed + await self.sound.strays(frozenset(kept))
