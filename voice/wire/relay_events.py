"""What arrives on a ConversationRelay socket, as values, beside those of `events`. PURE."""

from dataclasses import dataclass, field

from voice.wire.events import Dtmf, Malformed, Unknown


@dataclass(frozen=True, slots=True)
class SetUp:
    """The first message: whose call this is."""

    session_id: str
    call_sid: str
    account_sid: str | None
    custom_parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the caller said, as Twilio's recogniser understood it. `locale` like "de-DE"; "" = not named.

    `is_last` False: the caller is still speaking, and more of the same sentence follows.
    """

    text: str
    locale: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The caller spoke over the assistant, who is silent now. `heard` ends where the speech was cut."""

    heard: str
    duration_ms: int | None


@dataclass(frozen=True, slots=True)
class Speaking:
    """Either side began to sound, or stopped. Comes only where the TwiML asked for speaker events."""

    is_caller: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """Twilio did not take one of our messages; the call goes on. `description` may quote it: personal data."""

    description: str


RelayEvent = SetUp | Prompt | Dtmf | Interrupted | Speaking | Reported | Unknown | Malformed
