"""What a model may call, as strict JSON schemas, and what its arguments must look like when they come back.

The schemas are the same for every request of a business, so that they belong to the part of the prompt that servers
keep. What can be booked and who works there are closed lists; times and names are the caller's words.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.domain.business import Business, ResourceKind
from app.ports.chat_model import ToolSpec

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]
TransferReason = Literal[
    "asked_for_human", "billing", "complaint", "emergency_of_life", "not_understood", "unknown_wish", "upset"
]


class Arguments(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class FindOffers(Arguments):
    offering: Text | None = None
    when: Text | None = None
    person: Text | None = None
    other_times: bool | None = None
    name: Text | None = None


class Hold(Arguments):
    offer: Text
    name: Text | None = None


class Move(Arguments):
    appointment: Text | None = None
    all_of_them: bool | None = None
    which: Text | None = None
    when: Text | None = None


class Cancel(Arguments):
    appointment: Text | None = None
    all_of_them: bool | None = None
    which: Text | None = None


class MyAppointments(Arguments):
    name: Text | None = None
    day: Text | None = None


class Question(Arguments):
    question: Text


class TakeMessage(Arguments):
    text: Text | None = None
    name: Text | None = None


class RequestCallback(Arguments):
    topic: Text | None = None
    when: Text | None = None
    name: Text | None = None


class JoinWaitlist(Arguments):
    offering: Text | None = None
    when: Text | None = None
    name: Text | None = None


class Transfer(Arguments):
    reason: TransferReason = "asked_for_human"


class Nothing(Arguments):
    pass


ARGUMENTS: Mapping[str, type[Arguments]] = {
    "find_offers": FindOffers,
    "hold": Hold,
    "book": Nothing,
    "move": Move,
    "cancel": Cancel,
    "my_appointments": MyAppointments,
    "answer_question": Question,
    "take_message": TakeMessage,
    "request_callback": RequestCallback,
    "join_waitlist": JoinWaitlist,
    "transfer": Transfer,
    "end_call": Nothing,
}

_WHEN = (
    "The caller's own words for the wished time, exactly as said. Never a date you worked out. null if none was said."
)
_NAME = "The caller's name as the caller said it, null if not said."
_APPOINTMENT = "Identifier of one of the caller's appointments (t1, t2 ...), null if you have none yet."
_ALL_OF_THEM = "true if the caller means both or all of their appointments"
_WHICH = "The caller's own words for which of their appointments is meant, null if none."


def tool_specs(business: Business) -> tuple[ToolSpec, ...]:
    offerings = [str(offering.key) for offering in business.offerings]
    people = [str(resource.id) for resource in business.resources if resource.kind is ResourceKind.PERSON]
    return (*_appointments(offerings, people), *_everything_else(offerings))


def _appointments(offerings: Sequence[str], people: Sequence[str]) -> tuple[ToolSpec, ...]:
    return (
        _spec(
            "find_offers",
            "A new appointment, or other times for one: searches free times and tells them to the caller. "
            "Asks the caller for what is missing.",
            offering=_choice(offerings, "What it is for. null if the caller has not said it."),
            when=_text(_WHEN),
            person=_choice(people, "Only if the caller asked for this person."),
            other_times=_flag("true if the caller refuses the times offered and wants others"),
            name=_text(_NAME),
        ),
        _spec(
            "hold",
            "The caller chose one of the times offered: keeps it and reads it back to the caller.",
            offer=_text("Identifier of the time, for example o1.", required=True),
            name=_text(_NAME),
        ),
        _spec(
            "book", "The caller agreed to what was read back: books it, or moves the appointment that is being moved."
        ),
        _spec(
            "move",
            "The caller wants another time for an appointment they have.",
            appointment=_text(_APPOINTMENT),
            all_of_them=_flag(_ALL_OF_THEM),
            which=_text(_WHICH),
            when=_text(_WHEN),
        ),
        _spec(
            "cancel",
            "The caller wants to cancel an appointment. Asks for a yes first; call it again after the yes.",
            appointment=_text(_APPOINTMENT),
            all_of_them=_flag(_ALL_OF_THEM),
            which=_text(_WHICH),
        ),
        _spec(
            "my_appointments",
            "The caller asks which appointments they have.",
            name=_text(_NAME),
            day=_text("The caller's own words for the day of the appointment, null if not said."),
        ),
    )


def _everything_else(offerings: Sequence[str]) -> tuple[ToolSpec, ...]:
    return (
        _spec(
            "answer_question",
            "Any question about the house: prices, opening hours, address, durations, staff, parking and so on.",
            question=_text("The question in one sentence, in the caller's language.", required=True),
        ),
        _spec(
            "take_message",
            "The caller wants something passed on to staff.",
            text=_text("The message in the caller's own words, null if not said yet."),
            name=_text(_NAME),
        ),
        _spec(
            "request_callback",
            "The caller wants to be called back.",
            topic=_text("What it is about, in the caller's own words, null if not said yet."),
            when=_text(_WHEN),
            name=_text(_NAME),
        ),
        _spec(
            "join_waitlist",
            "The caller wants to be told when something earlier, or anything at all, becomes free.",
            offering=_choice(offerings, "What it is for. null if the caller has not said it."),
            when=_text(_WHEN),
            name=_text(_NAME),
        ),
        _spec(
            "transfer",
            "Puts the caller through to a person.",
            reason={
                "type": "string",
                "enum": list(get_args(TransferReason)),
                "description": "Why. unknown_wish: they want what this business does not offer or tell. "
                "upset: they are angry or desperate.",
            },
        ),
        _spec("end_call", "The caller says goodbye or wants nothing more: says goodbye and hangs up."),
    )


def _spec(tool: str, description: str, /, **properties: Mapping[str, object]) -> ToolSpec:
    schema = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
    return ToolSpec(tool, description, schema)


def _text(description: str, *, required: bool = False) -> dict[str, object]:
    return {"type": "string" if required else ["string", "null"], "description": description}


def _choice(among: Sequence[str], description: str) -> dict[str, object]:
    return {"type": ["string", "null"], "enum": [*among, None], "description": description}


def _flag(description: str) -> dict[str, object]:
    return {"type": "boolean", "description": description}
