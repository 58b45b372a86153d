"""Whether calls are recorded, and how long the sound stays. A step beside the path: nobody needs it to go live."""

from collections.abc import Mapping

from app.domain.rules.recording import KEEP_DAYS, LONGEST_KEEP_DAYS
from app.web.pages.setup.fields import Entry, Fields, Plain, put, ticked, whole


def shown(description: Mapping[str, object]) -> dict[str, str]:
    recording = _recording(description)
    return {
        "switched_on": "1" if recording.get("switched_on") is True else "",
        "keep_days": str(recording.get("keep_days") or KEEP_DAYS),
    }


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry, recording = Entry(), _recording(description)
    days = whole(fields, "keep_days", entry, least=1, most=LONGEST_KEEP_DAYS)
    put(recording, "switched_on", value=ticked(fields, "switched_on"), usual=False)
    put(recording, "keep_days", days, KEEP_DAYS)
    entry.parts = {"recording": recording or None}
    return entry


def _recording(description: Mapping[str, object]) -> Plain:
    found = description.get("recording")
    return dict(found) if isinstance(found, Mapping) else {}
