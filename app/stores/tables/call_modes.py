"""The mode that somebody switched on.

Decision: it is kept beside the description and stands above it, so that loading a description anew never takes back a
kill switch by accident. Switching to "as described" deletes the row.
"""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class CallModeRow(Row, table=True):
    __tablename__ = "call_modes"
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), primary_key=True))
    mode: str
    switched_at: datetime = instant()
    switched_by: str
