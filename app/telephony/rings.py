"""Which telephone rings for a call, and what comes after the last one.

It travels in the addresses that Twilio asks next (Twilio signs them), so that going on to the next telephone needs
neither a database nor the process that rang the first one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from app.domain.business import Business
from app.domain.ids import E164, CallSid, ResourceId
from app.domain.transfers.checking import own_line
from app.domain.transfers.choosing import first_step, human_line, targets_for
from app.domain.transfers.paths import DIRECT, Handover, Mode, Target, Wanted

NO_MORE = 99


@dataclass(frozen=True, slots=True)
class Ring:
    """`mode` is set when the assistant had no part in it yet; otherwise the reason chooses the path."""

    called: str
    why: str
    nth: int = 0
    mode: Mode | None = None
    then: Literal["assistant", "voicemail"] = "assistant"
    topic: str | None = None
    person: ResourceId | None = None
    leg: str | None = None  # the call to the person, when we placed it ourselves
    switched: Mode | None = None  # the mode that held when the path was chosen
    own: E164 | None = None  # the telephone of whoever takes the call over: it rings first

    def targets(self, business: Business, now: datetime) -> tuple[Target, ...]:
        if self.mode is not None:
            return first_step(business, self.mode, now).rings
        wanted = Wanted(self.why, self.topic, self.person)
        found = targets_for(business, wanted, now, mode=self.switched)
        found = found or human_line(business)  # the dialogue has promised it: closing time since then is no excuse
        if (own := own_line(business, self.own)) is None:
            return found
        return (Target(own), *(target for target in found if target.number != own))

    def target(self, business: Business, now: datetime) -> Target | None:
        """None when there is none left. One that says nothing of it is whispered to by us, and else just rings."""
        targets = self.targets(business, now)
        if self.nth >= len(targets):
            return None
        target = targets[self.nth]
        return target if target.handover is not None else replace(target, handover=Handover.WHISPERED)

    def after(self) -> "Ring":
        return replace(self, nth=self.nth + 1, leg=None)

    def query(self, **more: str) -> str:
        fields = {
            "called": self.called,
            "why": self.why,
            "nth": str(self.nth),
            "mode": self.mode.value if self.mode else "",
            "switched": self.switched.value if self.switched else "",
            "then": self.then,
            "topic": self.topic or "",
            "person": self.person or "",
            "leg": self.leg or "",
            "own": self.own or "",
            **more,
        }
        return urlencode({name: value for name, value in fields.items() if value})


def ring_in(query: Mapping[str, str], *, called: str) -> Ring:
    """Total: an address without a ring is one whose last telephone has rung."""
    if "why" not in query:
        return Ring(called, DIRECT, NO_MORE)
    nth = query.get("nth", "")
    return Ring(
        called=query.get("called") or called,
        why=query["why"],
        nth=int(nth) if nth.isdigit() and len(nth) < 3 else NO_MORE,
        mode=_mode(query.get("mode")),
        switched=_mode(query.get("switched")),
        then="voicemail" if query.get("then") == "voicemail" else "assistant",
        topic=query.get("topic"),
        person=ResourceId(query["person"]) if query.get("person") else None,
        leg=query.get("leg"),
        own=E164(query["own"]) if query.get("own") else None,
    )


def _mode(text: str | None) -> Mode | None:
    return Mode(text) if text in set(Mode) else None


def room_of(call_sid: CallSid, ring: Ring) -> str:
    """The conference in which caller and person meet; a new one for each that is rung."""
    return f"{call_sid}-{ring.nth}"
