"""Why a booking is as it is: the record of what was decided, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.bookings import Booking
from app.domain.business import Business, Language
from app.domain.calls import DecisionEntry
from app.domain.ids import ResourceId
from app.domain.ranking import ScoredOffer, recorded_offer, say_why
from app.domain.spoken.say import say_list, say_name, say_number, say_slots

Wording = Mapping[str, Any]
"""One language of `prompts/decisions`: templates by kind, and `reasons` by their constant word."""

NEAR = timedelta(days=2)
STOOD_ON = "stood_on_cancelled"
WAITLIST_CALLS = "waitlist-"
"""How the marks begin under which an offer to somebody who waits is held and booked: no call, and nothing read back."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`offer` is the record of the score with which the place was offered, None when it was asked for outright."""

    sentences: Mapping[Language, tuple[str, ...]]
    offer: Mapping[str, object] | None
    trail: tuple[DecisionEntry, ...]


def explain_booking(
    business: Business, booking: Booking, trail: Sequence[DecisionEntry], wordings: Mapping[Language, Wording]
) -> Explanation:
    """True to the record alone: nothing is recomputed from a calendar that has changed since."""
    chosen = _offer_of(booking, trail)
    relevant = tuple(entry for entry in trail if _concerns(entry, booking))
    said = {
        language: tuple(_Teller(business, booking, language, wording).tell(relevant))
        for language, wording in wordings.items()
    }
    record = _record_in(chosen, booking) if chosen else None
    return Explanation(said, record, relevant)


def _concerns(entry: DecisionEntry, booking: Booking) -> bool:
    if entry.booking is not None:
        return True
    return entry.decision.inputs.get("offering") in (None, booking.slot.offering)


def _offer_of(booking: Booking, trail: Sequence[DecisionEntry]) -> DecisionEntry | None:
    """The last offer that held the booking's place."""
    return _offer_for(booking.slot.resource, booking.slot.starts_at, trail)


def _offer_for(person: object, start: object, trail: Sequence[DecisionEntry]) -> DecisionEntry | None:
    offers = [entry for entry in trail if entry.decision.kind == "offer"]
    return next((entry for entry in reversed(offers) if _record_for(person, start, entry)), None)


def _record_in(entry: DecisionEntry, booking: Booking) -> Mapping[str, Any] | None:
    return _record_for(booking.slot.resource, booking.slot.starts_at, entry)


def _record_for(person: object, start: object, entry: DecisionEntry) -> Mapping[str, Any] | None:
    for record in _offered(entry):
        if record.get("person") == person and _instant(record["starts_at"]) == _instant(start):
            return record
    return None


def _from_waitlist(entry: DecisionEntry) -> bool:
    return entry.call_sid is not None and entry.call_sid.startswith(WAITLIST_CALLS)


def _offered(entry: DecisionEntry) -> list[Mapping[str, Any]]:
    offered = entry.decision.inputs.get("offered")
    return list(offered) if isinstance(offered, list | tuple) else []


def _instant(iso: object) -> datetime:
    return (iso if isinstance(iso, datetime) else datetime.fromisoformat(str(iso))).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Teller:
    business: Business
    booking: Booking
    language: Language
    wording: Wording

    def tell(self, trail: Sequence[DecisionEntry]) -> list[str]:
        told: list[str] = []
        for nth, entry in enumerate(trail):
            told += self._told(entry, trail[:nth])
        if not told:
            return [str(self.wording["nothing_recorded"])]
        return list(dict.fromkeys(told))

    def _told(self, entry: DecisionEntry, before: Sequence[DecisionEntry]) -> list[str]:
        decision = entry.decision
        match decision.kind:
            case "chain":
                return [self._say("chain", links=self._links(decision.inputs.get("links")))]
            case "together":
                return [self._together(decision.why, decision.inputs.get("with"))]
            case "booking":
                return self._booked(entry, before)
            case "move":
                return self._moved(entry, before)
            case "bump":
                return [self._say("bump", **self._move(decision.inputs, decision.why))]
            case "refusal" if "starts_at" in decision.inputs:
                return [self._say("refusal", reason=self._reason(decision.why), **self._place(decision.inputs))]
            case "cancellation" if decision.why == STOOD_ON:
                return [self._say("cancelled_with")]
            case "cancellation":
                return [self._say("cancellation" if entry.call_sid else "cancelled_by_hand")]
            case "waitlist" | "escalation" as kind:
                return [self._say(kind, reason=self._reason(decision.why))]
            case _:
                return []

    def _booked(self, entry: DecisionEntry, before: Sequence[DecisionEntry]) -> list[str]:
        """How it came to this place, and how it was agreed to."""
        decision, place = entry.decision, self._place(entry.decision.inputs)
        if decision.why == "corrected":
            return [self._say("corrected")]
        if decision.why == "imported":
            return [self._say("imported", line=str(decision.inputs.get("line", "?")), **place)]
        if entry.call_sid is None:
            return [self._say("by_hand", **place)]
        if _from_waitlist(entry):
            return [self._say("waitlist_accepted", **place)]
        known = decision.why if decision.why in self.wording else "free_and_confirmed"
        offer = _offer_for(decision.inputs.get("person"), decision.inputs.get("starts_at"), before)
        found = self._about_offer(offer, decision.inputs, "starts_at") if offer else [self._say("not_offered", **place)]
        return [*found, self._say(known)]

    def _moved(self, entry: DecisionEntry, before: Sequence[DecisionEntry]) -> list[str]:
        decision, facts = entry.decision, self._move(entry.decision.inputs, entry.decision.why)
        if decision.why != "asked_and_confirmed":
            return [self._say("moved_because", **facts)]
        if entry.call_sid is None:
            return [self._say("moved_by_hand", **facts)]
        if _from_waitlist(entry):
            return [self._say("waitlist_moved", **facts)]
        offer = _offer_for(decision.inputs.get("person"), decision.inputs.get("to"), before)
        found = self._about_offer(offer, decision.inputs, "to") if offer else []
        return [*found, self._say("moved", **facts)]

    def _together(self, why: str, references: object) -> str:
        others = max(len(_texts(references)) - 1, 0)
        key = "together_one" if others == 1 else "together_many"
        return self._say(key, done=str(self.wording[why]), count=say_number(others, self.language))

    def _about_offer(self, entry: DecisionEntry, taken: Mapping[str, object], at: str) -> list[str]:
        """`taken` says which of the offered it was; `at` names its start there."""
        inputs, mine = entry.decision.inputs, _record_for(taken.get("person"), taken.get(at), entry)
        if mine is None:
            return []
        if "chain" in inputs or "together" in inputs:
            return self._about_chain(entry, mine)
        others = [record for record in _offered(entry) if record is not mine]
        told = [self._wish(inputs.get("windows"))]
        if entry.decision.why in self.wording["reasons"]:
            told.append(self._say("outside_wish", reason=self._reason(entry.decision.why)))
        count = len(others) + 1
        key = "offered" if others else "offered_one"
        told.append(self._say(key, count=self._count(count), **self._place(mine)))
        told += self._scored(mine)
        if others:
            told.append(self._say("alternatives", others=self._times([record["starts_at"] for record in others])))
        if turned_down := _texts(inputs.get("turned_down")):
            told.append(self._say("turned_down", others=self._times(turned_down)))
        return told

    def _about_chain(self, entry: DecisionEntry, mine: Mapping[str, Any]) -> list[str]:
        """Planned with what has to come before it, with what needs it, or with what moves beside it."""
        inputs = entry.decision.inputs
        told = [self._wish(inputs.get("windows"))]
        if entry.decision.why in ("chain_outside_wish", "together_outside_wish"):
            told.append(self._say("chain_outside_wish"))
        if "together" in inputs:
            told.append(self._say("together_offered"))
        else:
            told.append(self._say("chain_offered", offerings=self._offerings(inputs.get("chain"))))
        told += self._scored(mine)
        if turned_down := _texts(inputs.get("turned_down")):
            told.append(self._say("chain_turned_down", others=self._times(turned_down)))
        return told

    def _offerings(self, keys: object) -> str:
        names = [self._offering(key) for key in _texts(keys)]
        return say_list(names, self.language, word="dann" if self.language == "de" else "then")

    def _offering(self, key: object) -> str:
        known = {str(offering.key): offering.names for offering in self.business.offerings}
        return known.get(str(key), {}).get(self.language) or str(key)

    def _links(self, links: object) -> str:
        each = [link for link in links if isinstance(link, Mapping)] if isinstance(links, list | tuple) else []
        said = [f"{self._offering(link.get('offering'))} {self._times([link.get('starts_at')])}" for link in each]
        return say_list(said, self.language, word="dann" if self.language == "de" else "then")

    def _scored(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """What the score says, when the record is one of a score (older ones have reasons alone)."""
        try:
            offer: ScoredOffer = recorded_offer(record)
        except (KeyError, ValueError):
            return ()
        return say_why(offer, self.language, {resource.id: resource.name for resource in self.business.resources})

    def _wish(self, windows: object) -> str:
        spans = windows if isinstance(windows, list) else []
        if not spans:
            return self._say("asked_anything")
        until = "bis" if self.language == "de" else "until"
        said = [
            self._times([first]) if first == last else f"{self._times([first])} {until} {self._times([last])}"
            for first, last in spans
        ]
        return self._say("asked", wish=say_list(said, self.language, word="oder" if self.language == "de" else "or"))

    def _place(self, inputs: Mapping[str, object]) -> dict[str, str]:
        return {"when": self._times([inputs.get("starts_at")]), "person": self._person(inputs.get("person"))}

    def _move(self, inputs: Mapping[str, object], why: str) -> dict[str, str]:
        return {
            "from": self._times([inputs.get("from")]),
            "to": self._times([inputs.get("to")]),
            "reason": self._reason(why),
        }

    def _times(self, instants: Sequence[object]) -> str:
        zone: ZoneInfo = self.business.zone
        starts = sorted(datetime.fromisoformat(str(instant)).astimezone(zone) for instant in instants if instant)
        return say_slots(starts, self.language, today=_shortly_before(starts)) if starts else "?"

    def _person(self, resource: object) -> str:
        known = {str(person.id): person.name for person in self.business.resources}
        name = known.get(ResourceId(str(resource)))
        return say_name(name, self.language) if name else str(self.wording["someone"])

    def _count(self, count: int) -> str:
        if count == 1:
            return str(self.wording["offers"]["one"])
        number = say_number(count, self.language)
        said = str(self.wording["offers"]["many"]).format(count=number)
        return said if self.language == "de" else said[:1].upper() + said[1:]

    def _reason(self, why: str) -> str:
        return str(self.wording["reasons"].get(why, why.replace("_", " ")))

    def _say(self, key: str, **parts: str) -> str:
        return str(self.wording[key]).format(**parts)


def _shortly_before(starts: Sequence[datetime]) -> date:
    """So that days are named by date, never as today or tomorrow, and without a year."""
    return starts[0].date() - NEAR


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
