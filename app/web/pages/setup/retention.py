"""After how many days what was said goes, and the calls themselves. A step beside the path, like recordings."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.business import Business
from app.domain.rules.retention import CALLS_DAYS, LONGEST_KEEP_DAYS, WORDS_DAYS
from app.ports.retention import Due
from app.web.pages import formats
from app.web.pages.guard import Visitor
from app.web.pages.setup.fields import Entry, Fields, Plain, put, whole

FIELDS = (("words_days", WORDS_DAYS), ("calls_days", CALLS_DAYS))


def shown(description: Mapping[str, object]) -> dict[str, str]:
    retention = _retention(description)
    return {name: str(retention.get(name) or usual) for name, usual in FIELDS}


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry, retention = Entry(), _retention(description)
    words, calls = (whole(fields, name, entry, least=1, most=LONGEST_KEEP_DAYS) for name, _ in FIELDS)
    if (words or WORDS_DAYS) > (calls or CALLS_DAYS):
        entry.fault("calls_days", "call_before_words")
    put(retention, "words_days", words, WORDS_DAYS)
    put(retention, "calls_days", calls, CALLS_DAYS)
    entry.parts = {"retention": retention or None}
    return entry


@dataclass(frozen=True, slots=True)
class Tonight:
    """`begins` = the day after the first night in which something goes, in words; None when that has been."""

    due: Due
    begins: str | None


async def due_tonight(visitor: Visitor, business: Business) -> Tonight | None:
    """By the rule that holds now, so that whoever mistyped sees it before the night does; None = nobody counts."""
    desk, now = visitor.edge.retention, visitor.edge.clock.now()
    if desk is None:
        return None
    begins = await desk.begins(business, now=now)
    return Tonight(
        await desk.due(business, now=now), formats.full_date(begins, visitor.language) if begins is not None else None
    )


def _retention(description: Mapping[str, object]) -> Plain:
    found = description.get("retention")
    return dict(found) if isinstance(found, Mapping) else {}
