"""The few documents we answer Twilio with. Pure text; every path ends in `<Hangup/>` so that no line stays dead."""

from typing import Literal

from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse

from app.domain.ids import E164

Language = Literal["de", "en"]
LOCALES: dict[str, str] = {"de": "de-DE", "en": "en-GB"}

UNKNOWN_NUMBER: dict[str, str] = {
    "de": "Guten Tag. Diese Nummer ist zurzeit nicht vergeben. Auf Wiederhören.",
    "en": "Hello. This number is not in use at the moment. Goodbye.",
}
BUSY: dict[str, str] = {
    "de": "Guten Tag. Zurzeit sind alle Leitungen belegt. Bitte rufen Sie in einigen Minuten noch einmal an.",
    "en": "Hello. All our lines are busy at the moment. Please call again in a few minutes.",
}
PUT_THROUGH: dict[str, str] = {"de": "Einen Moment, ich verbinde Sie.", "en": "One moment, I am putting you through."}
SORRY_PUT_THROUGH: dict[str, str] = {
    "de": "Entschuldigung, es gab eine technische Störung. Ich verbinde Sie.",
    "en": "I am sorry, there was a technical problem. I am putting you through.",
}
SORRY_CALL_AGAIN: dict[str, str] = {
    "de": "Entschuldigung, es gab eine technische Störung. Bitte rufen Sie gleich noch einmal an.",
    "en": "I am sorry, there was a technical problem. Please call again in a moment.",
}
NOBODY_ANSWERED: dict[str, str] = {
    "de": "Gerade ist leider niemand zu erreichen. Ich nehme gern eine Nachricht oder einen Rückrufwunsch auf.",
    "en": "Sorry, nobody can be reached just now. I can take a message or note that you want to be called back.",
}
WHISPER: dict[str, str] = {
    "de": "Anruf für {business}, weitergegeben von Vorzimmer. {reason} Zum Annehmen drücken Sie die Eins.",
    "en": "A call for {business}, passed on by Vorzimmer. {reason} Press one to take it.",
}
REASONS: dict[str, dict[str, str]] = {
    "asked_for_human": {
        "de": "Der Anrufer möchte mit einem Menschen sprechen.",
        "en": "The caller asked for a person.",
    },
    "high_emotion": {"de": "Der Anrufer ist aufgebracht.", "en": "The caller is upset."},
    "not_understood_twice": {"de": "Der Anrufer wurde nicht verstanden.", "en": "The caller could not be understood."},
    "emergency_of_life": {"de": "Es geht um einen Notfall.", "en": "It is an emergency."},
    "billing": {"de": "Es geht um eine Rechnung.", "en": "It is about a bill."},
    "engine_failed": {"de": "Die Spracherkennung ist ausgefallen.", "en": "The speech engine has failed."},
}


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


def say_and_hang_up(texts: dict[str, str], languages: tuple[Language, ...]) -> str:
    document = VoiceResponse()
    for language in languages:
        document.say(texts[language], language=LOCALES[language])
    document.hangup()
    return str(document)


def hang_up() -> str:
    document = VoiceResponse()
    document.hangup()
    return str(document)


def dial_human(
    *,
    number: E164,
    action_url: str,
    whisper_url: str | None,
    caller_id: str | None,
    say: str | None,
    language: Language,
) -> str:
    """Ring the human line.

    Staff hear the whisper first and take the call by pressing 1, so a voicemail cannot swallow it.
    """
    document = VoiceResponse()
    if say is not None:
        document.say(say, language=LOCALES[language])
    dial = Dial(action=action_url, method="POST", timeout=25, caller_id=caller_id)
    dial.number(number, url=whisper_url, method="POST") if whisper_url else dial.number(number)
    document.append(dial)
    document.hangup()
    return str(document)


def whisper(*, business: str, reason: str | None, language: Language, action_url: str) -> str:
    text = (
        WHISPER[language]
        .format(business=business, reason=REASONS.get(reason or "", {}).get(language, ""))
        .replace("  ", " ")
    )
    document = VoiceResponse()
    gather = Gather(num_digits=1, action=action_url, method="POST", timeout=8, action_on_empty_result=True)
    gather.say(text, language=LOCALES[language])
    document.append(gather)
    document.hangup()
    return str(document)


def go_on() -> str:
    """Nothing to add: on the whisper leg this joins the two parties."""
    return str(VoiceResponse())
