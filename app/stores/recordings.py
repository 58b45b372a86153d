"""`Recordings` over a database."""

from collections.abc import Sequence

from sqlalchemy import select as rows_of
from sqlmodel import col, select

from app.domain.ids import BusinessId, CallSid
from app.domain.recordings import Recording, RecordingState
from app.stores.database import Database, call_of
from app.stores.rows import to_language
from app.stores.tables import CallRow, RecordingRow

WITH_SOUND = [RecordingState.RUNNING.value, RecordingState.KEPT.value, RecordingState.INCOMPLETE.value]


class SqlRecordings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, recording: Recording) -> None:
        async with self._database.writing(call_of(recording.call_sid)) as session:
            await session.merge(
                RecordingRow(
                    call_sid=recording.call_sid,
                    business_id=recording.business,
                    state=recording.state.value,
                    language=recording.language,
                    agreed_at=recording.agreed_at,
                    file=recording.file,
                    length_ms=recording.length_ms,
                    fault=recording.fault,
                )
            )

    async def of(self, call_sid: CallSid) -> Recording | None:
        async with self._database.reading() as session:
            row = await session.get(RecordingRow, call_sid)
            return to_recording(row) if row is not None else None

    async def all_with_sound(self) -> Sequence[Recording]:
        async with self._database.reading() as session:
            rows = await session.exec(select(RecordingRow).where(col(RecordingRow.state).in_(WITH_SOUND)))
            return [to_recording(row) for row in rows]

    async def without_call(self) -> Sequence[Recording]:
        gone = ~col(RecordingRow.call_sid).in_(rows_of(col(CallRow.call_sid)))
        async with self._database.reading() as session:
            return [to_recording(row) for row in await session.exec(select(RecordingRow).where(gone))]

    async def broken_off(self) -> Sequence[Recording]:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(RecordingRow)
                .join(CallRow, col(CallRow.call_sid) == col(RecordingRow.call_sid))
                .where(RecordingRow.state == RecordingState.RUNNING.value, col(CallRow.ended_at).is_not(None))
            )
            return [to_recording(row) for row in rows]

    async def forget(self, call_sid: CallSid) -> None:
        async with self._database.writing(call_of(call_sid)) as session:
            if (row := await session.get(RecordingRow, call_sid)) is not None:
                await session.delete(row)


def to_recording(row: RecordingRow) -> Recording:
    return Recording(
        call_sid=CallSid(row.call_sid),
        business=BusinessId(row.business_id),
        state=RecordingState(row.state),
        language=to_language(row.language),
        agreed_at=row.agreed_at,
        file=row.file,
        length_ms=row.length_ms,
        fault=row.fault,
    )
