"""The few documents we answer Twilio with. Pure text; every path ends in `<Hangup/>` so that no line stays dead."""

from collections.abc import Sequence
from dataclasses import dataclass

from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse

from app.domain.business import Language
from app.domain.transfers.paths import Target

LOCALES: dict[str, str] = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of Twilio's own voice."""

    text: str
    language: Language


def connect_stream(*, stream_url: str, action_url: str, say: str | None = None, language: Language = "de") -> str:
    """Hand the call to the assistant; when the stream is over Twilio asks `action_url` what is next."""
    document = VoiceResponse()
    if say is not None:
        document.say(say, language=LOCALES[language])
    connect = Connect(action=action_url, method="POST")
    connect.stream(url=stream_url)
    document.append(connect)
    document.hangup()
    return str(document)


def connect_relay(
    *,
    relay_url: str,
    action_url: str,
    languages: tuple[Language, ...],
    say: str | None = None,
    language: Language = "de",
) -> str:
    """Like `connect_stream`, with Twilio's own ears and voice: we are sent words and send words back.

    `languages`: those that the call may change to. Speaker events tell when the assistant has finished speaking.
    """
    document = VoiceResponse()
    if say is not None:
        document.say(say, language=LOCALES[language])
    connect = Connect(action=action_url, method="POST")
    relay = connect.conversation_relay(
        url=relay_url,
        language=LOCALES[language],
        dtmf_detection=True,
        interruptible="any",
        ignoreBackchannel=True,
        events="speaker-events",
    )
    for other in languages:
        relay.language(code=LOCALES[other])
    document.append(connect)
    document.hangup()
    return str(document)


def say_and_hang_up(*sentences: Said) -> str:
    document = VoiceResponse()
    for said in sentences:
        document.say(said.text, language=LOCALES[said.language])
    document.hangup()
    return str(document)


def hang_up() -> str:
    document = VoiceResponse()
    document.hangup()
    return str(document)


def dial(
    target: Target, *, action_url: str, whisper_url: str | None, caller_id: str | None, say: Said | None = None
) -> str:
    """Ring one telephone. With a whisper, staff take the call by a key, so a voicemail cannot swallow it.

    Without `answerOnBridge` the caller would hear nothing while it is whispered.
    """
    document = VoiceResponse()
    if say is not None:
        document.say(say.text, language=LOCALES[say.language])
    ringing = Dial(
        action=action_url,
        method="POST",
        timeout=target.ring_s,
        caller_id=caller_id,
        answer_on_bridge=True,
    )
    ringing.number(target.number, url=whisper_url, method="POST") if whisper_url else ringing.number(target.number)
    document.append(ringing)
    document.hangup()
    return str(document)


def whisper(said: Said, *, action_url: str) -> str:
    document = VoiceResponse()
    gather = Gather(num_digits=1, action=action_url, method="POST", timeout=8, action_on_empty_result=True)
    gather.say(said.text, language=LOCALES[said.language])
    document.append(gather)
    document.hangup()
    return str(document)


def wait_in_room(room: str, *, action_url: str, events_url: str) -> str:
    """The caller waits with music until somebody comes; `action_url` is asked when the caller has left the room."""
    document = VoiceResponse()
    waiting = Dial(action=action_url, method="POST")
    waiting.conference(
        room,
        start_conference_on_enter=False,
        end_conference_on_exit=True,
        beep="false",
        status_callback=events_url,
        status_callback_event="start",
        status_callback_method="POST",
    )
    document.append(waiting)
    document.hangup()
    return str(document)


def join_room(room: str) -> str:
    """The person comes in: music ends, and when they hang up the caller's call goes on to its end."""
    document = VoiceResponse()
    joining = Dial()
    joining.conference(room, start_conference_on_enter=True, end_conference_on_exit=True, beep="false")
    document.append(joining)
    document.hangup()
    return str(document)


LONGEST_MESSAGE_S = 180
SILENCE_ENDS_S = 5


def voicemail(asks: Sequence[Said], silent: Said, *, ended_url: str, recorded_url: str | None) -> str:
    """Say that it is recorded, then record. What follows is only reached when nothing was said."""
    document = VoiceResponse()
    for said in asks:
        document.say(said.text, language=LOCALES[said.language])
    document.record(
        action=ended_url,
        method="POST",
        max_length=LONGEST_MESSAGE_S,
        timeout=SILENCE_ENDS_S,
        finish_on_key="#",
        play_beep=True,
        trim="trim-silence",
        recording_status_callback=recorded_url,
        recording_status_callback_event="completed absent" if recorded_url else None,
    )
    document.say(silent.text, language=LOCALES[silent.language])
    document.hangup()
    return str(document)


def announcement(said: Said) -> str:
    document = VoiceResponse()
    document.say(said.text, language=LOCALES[said.language])
    return str(document)


def go_on() -> str:
    """Nothing to add: on the whisper leg this joins the two parties."""
    return str(VoiceResponse())
