"""A message or callback in the words in which staff are told of it, and as other systems get it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.addressees import person_of
from app.domain.business import Business, Language
from app.domain.calls import Callback
from app.domain.workday import due_by
from app.ports.outbox import ClaimedNote

Wordings = Mapping[Language, Mapping[str, Any]]
LONGEST_IN_SMS = 240


class NoteText:
    """In the business's language. `base_url` is where the pages are: the link leads to the call, else to the tasks."""

    def __init__(self, business: Business, claimed: ClaimedNote, wordings: Wordings, *, base_url: str) -> None:
        self._business = business
        self._note = claimed.note
        self._wording: Mapping[str, Any] = wordings[business.default_language]["note"]
        self._base_url = base_url

    @property
    def link(self) -> str:
        return f"{self._base_url}/calls/{self._note.call_sid}" if self._note.call_sid else f"{self._base_url}/tasks"

    def mail(self) -> tuple[str, str]:
        """Subject and text."""
        return self._fill("subject"), self._fill("mail")

    def sms(self) -> str:
        return self._fill("sms", longest=LONGEST_IN_SMS)

    def body(self) -> Mapping[str, object]:
        note = self._note
        return {
            "id": note.id,
            "text": note.text,
            "customer_name": note.customer_name,
            "customer_number": note.customer_number,
            "urgent": note.urgent,
            "person": note.person,
            "call_sid": note.call_sid,
            "due_at": self._due_at().isoformat(),
            "link": self.link,
        }

    def _fill(self, key: str, *, longest: int | None = None) -> str:
        note, wording = self._note, self._wording
        text = note.text if longest is None or len(note.text) <= longest else f"{note.text[: longest - 1]}…"
        return (
            str(wording[key])
            .format(
                what=wording["callback" if isinstance(note, Callback) else "message"],
                urgent=wording["urgent"] if note.urgent else "",
                name=note.customer_name or wording["nameless"],
                number=note.customer_number or wording["no_number"],
                text=text,
                when=self._reachable(),
                due=self._clock(self._due_at()),
                link=self.link,
                business=self._business.name,
            )
            .strip()
        )

    def _due_at(self) -> datetime:
        note = self._note
        if isinstance(note, Callback) and note.windows:
            return note.windows[-1].latest
        came_at = note.requested_at if isinstance(note, Callback) else note.taken_at
        person = person_of(self._business, note.person)
        return due_by(self._business, came_at, urgent=note.urgent, person=person)

    def _reachable(self) -> str:
        """For whom a message is; when a callback is wanted, and by whom."""
        note = self._note
        wanted = person_of(self._business, note.person)
        if not isinstance(note, Callback):
            return f"{str(self._wording['for']).format(person=wanted.name)}\n" if wanted is not None else ""
        parts = [
            f"{self._clock(window.earliest)} - {window.latest.astimezone(self._business.zone):%H:%M}"
            for window in note.windows[:3]
        ]
        told = [str(self._wording["reachable"]).format(windows="; ".join(parts))] if parts else []
        told += [str(self._wording["by"]).format(person=wanted.name)] if wanted is not None else []
        return "".join(f"{line}\n" for line in told)

    def _clock(self, at: datetime) -> str:
        pattern = "%d.%m.%Y %H:%M" if self._business.default_language == "de" else "%Y-%m-%d %H:%M"
        return at.astimezone(self._business.zone).strftime(pattern)
