"""A call to take along: as JSON, and as a PDF to print or file."""

import asyncio
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from app.domain.business import Business, Language
from app.ports.review import CallSheet


def call_as_json(sheet: CallSheet) -> dict[str, object]:
    """Everything that the page shows, in the words of the API. Instants in ISO 8601 with offset."""
    entry = sheet.entry
    return {
        "call_sid": entry.call_sid,
        "business": entry.business,
        "from_number": entry.from_number,
        "to_number": entry.to_number,
        "language": entry.language,
        "started_at": entry.started_at.isoformat(),
        "ended_at": entry.ended_at.isoformat() if entry.ended_at else None,
        "outcome": entry.outcome.value if entry.outcome else None,
        "escalation": entry.escalation,
        "summary": entry.summary,
        "turns": [
            {
                **_plain(one.turn),
                "id": one.id,
                "original_text": one.original_text,
                "original_intent": one.original_intent,
            }
            for one in sheet.turns
        ],
        "decisions": [_plain(decision) for decision in sheet.decisions],
        "bookings": [_plain(booking) for booking in sheet.bookings],
        "messages": [_plain(message) for message in sheet.messages],
        "callbacks": [_plain(callback) for callback in sheet.callbacks],
        "notes": [_plain(note) for note in sheet.notes],
        "tags": list(sheet.tags),
        "reviewed_at": sheet.reviewed_at.isoformat() if sheet.reviewed_at else None,
        "reviewed_by": sheet.reviewed_by,
    }


async def call_as_pdf(sheet: CallSheet, business: Business, language: Language) -> bytes:
    """In a thread: a long call takes a second or two, and so does loading what draws it for the first time."""
    return await asyncio.to_thread(_drawn, sheet, business, language)


def _drawn(sheet: CallSheet, business: Business, language: Language) -> bytes:
    from app.web.pages.paper import Paper  # noqa: PLC0415  loaded by who needs it: no server waits for it at its start

    return Paper(sheet, business, language).drawn()


def _plain(value: Any) -> Any:
    """Values of the core as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(one) for key, one in asdict(value).items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value
