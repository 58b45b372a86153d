"""One admitted request of Twilio's: the fields that every one of them has, and the rest of the form."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from app.domain.ids import CallSid

FINAL_STATUSES = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True, slots=True)
class Webhook:
    call_sid: CallSid
    from_number: str
    to_number: str
    form: FormData
    query: dict[str, str]

    def field(self, name: str) -> str:
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def seconds(self, name: str) -> int:
        """0 for what is no count."""
        text = self.field(name)
        return int(text) if text.isdigit() else 0

    @property
    def caller_is_gone(self) -> bool:
        return self.field("CallStatus") in FINAL_STATUSES
