"""Recordings of calls. The sound itself lies in a folder."""

from datetime import datetime

from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class RecordingRow(Row, table=True):
    """One a call at most. `file` is its name in the folder, empty when no sound was kept."""

    __tablename__ = "recordings"
    call_sid: str = Field(primary_key=True)
    business_id: str = business_key()
    state: str  # running, kept, incomplete, refused, expired
    language: str
    agreed_at: datetime = instant()
    file: str = ""
    length_ms: int = 0
    fault: str | None = None
