"""The types that both sides share: caller events go into a conversation, speech acts come out of it.

`voice` owns this file and drives a `Conversation`; `app.dialogue` implements one. All `_ms` values count milliseconds
of caller audio since the media stream started (the one clock of a call), unless the docstring says otherwise.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

Language = Literal["de", "en"]


class Expectation(StrEnum):
    """What kind of answer the assistant has just asked for; endpointing is patient or quick accordingly."""

    OPEN = "open"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TIME = "time"
    NAME = "name"
    SPELLING = "spelling"
    NUMBER = "number"
    MESSAGE = "message"  # dictated, in sentences of their own


# --- caller events: voice -> conversation ---


@dataclass(frozen=True, slots=True)
class Prosody:
    """How an utterance was spoken, in numbers that keep no sound. None = it cannot be told of so little.

    `level_dbfs`: of the voice without the line's noise; `spoken_ms`: without pauses.
    """

    level_dbfs: float | None
    pitch_hz: float | None
    spoken_ms: int | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One finished stretch of caller speech. `confidence` is 0..1 (1 = the engine has no doubt).

    `alternatives`: what else the engine thought it might have been, most likely first, without `text`.
    `continues`: after a short pause the caller went on with the utterance before, of whose answer not a word was heard.
    `text` has both pieces; the one before is to be treated as never said.
    `prosody`: only where the business has voices listened to; None otherwise.
    """

    turn_id: int
    text: str
    language: Language
    started_ms: int
    ended_ms: int
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    continues: bool = False
    prosody: Prosody | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """Digits pressed on the keypad (0-9, *, #), collected until a pause or `#`."""

    turn_id: int
    digits: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Silence:
    """The caller has said nothing for a while; `nth` counts from 1 since they last spoke."""

    turn_id: int
    nth: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Unintelligible:
    """Speech was there, words were not (noise, mumbling, or the engine gave nothing it stands by).

    `guesses`: what it might have been, most likely first; only fit for a question with few possible answers.
    """

    turn_id: int
    started_ms: int
    ended_ms: int
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineFailed:
    """A speech engine raised or missed its deadline, after its fallbacks; react in words or transfer."""

    turn_id: int
    stage: Literal["speech_to_text", "text_to_speech"]
    at_ms: int


CallerEvent = Utterance | Keys | Silence | Unintelligible | EngineFailed


# --- speech acts: conversation -> voice ---


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence to speak, already in words (no digits, no abbreviations).

    `is_farewell`: with it the call ends, and a farewell in return does not interrupt it.
    """

    text: str
    language: Language
    interruptible: bool = True
    is_farewell: bool = False


@dataclass(frozen=True, slots=True)
class Listen:
    """Last act of a turn: what answer is expected, words likely in it, and how long a silence is left alone.

    `commits`: the answer may be acted on in a way that cannot be taken back, so it is waited for to its end.
    A hint that ends with a full stop is an example of what is being talked about, all others are single words.
    """

    expects: Expectation = Expectation.OPEN
    hints: tuple[str, ...] = ()
    prompt_after_ms: int = 6_000
    commits: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """Finish what was said, then leave the stream so that the call is put through. `reason` is a constant word."""

    reason: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """Finish what was said, then end the call."""

    reason: str


SpeechAct = Say | Listen | Transfer | HangUp


# --- reports: what really happened, measured by voice ---


class EndReason(StrEnum):
    """Why a call's media stream is over."""

    CALLER_HUNG_UP = "caller_hung_up"
    AGENT_HUNG_UP = "agent_hung_up"
    TRANSFERRED = "transferred"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Heard:
    """How much of an assistant turn the caller provably heard. Reported before the next caller event.

    `heard_text` ends at the last word that was played according to marks; equals `said_text` when nothing was cut.
    """

    turn_id: int
    said_text: str
    heard_text: str
    interrupted: bool


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time between the caller's last speech and the assistant's first sound went, in ms of real time."""

    endpointing_ms: int
    decoding_ms: int
    thinking_ms: int
    first_sound_ms: int
    response_ms: int


@dataclass(frozen=True, slots=True)
class TurnReport:
    """One finished turn of either side, for the record.

    Caller turns have `text`; assistant turns also `heard_text`, and `timings` when they answered speech.
    """

    turn_id: int
    speaker: Literal["caller", "assistant"]
    text: str
    heard_text: str | None
    language: Language
    started_ms: int
    ended_ms: int
    timings: Timings | None = None
    interrupted: bool = False


class Conversation(Protocol):
    """What voice needs from the app: one per call. Every method is called from the call's own task group.

    `begin` and `respond` yield speech acts as they become known; closing the iterator early means the caller barged in:
    clean up without awaiting. The last act of a turn is Listen, Transfer or HangUp.
    """

    @property
    def language(self) -> Language: ...

    def begin(self) -> AsyncIterator[SpeechAct]: ...

    def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]: ...

    def heard(self, heard: Heard) -> None: ...

    async def record_turn(self, report: TurnReport) -> None: ...

    async def end(self, reason: EndReason) -> None: ...
