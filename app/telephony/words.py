"""What Twilio's own voice says on our behalf. Read once, at the start: it must be there when nothing else is."""

from typing import Any

from app.dialogue.prompt_files import load_wordings
from app.domain.business import Language
from app.domain.transfers.briefings import Briefing

_WORDS = load_wordings("telephone")


def words(key: str, language: Language, **values: str) -> str:
    """The wording, its blanks filled."""
    text: str = _WORDS[language][key]
    return text.format(**values) if values else text


def in_both(key: str) -> dict[Language, str]:
    return {"de": words(key, "de"), "en": words(key, "en")}


def whisper_text(briefing: Briefing, business: str, language: Language) -> str:
    """In one breath: who, what, mood, what was tried, and which key takes the call."""
    told: dict[str, Any] = _WORDS[language]
    who = (
        words("whisper_who", language, name=briefing.name)
        if briefing.name
        else words("whisper_nobody", language, business=business)
    )
    parts = [
        who,
        told["reasons"].get(briefing.reason, ""),
        told["wishes"].get(briefing.wish, ""),
        told["moods"].get(briefing.mood, ""),
        *(told["tried"].get(word, "") for word in briefing.tried),
        words("whisper_press", language),
    ]
    return " ".join(part for part in parts if part)


def recording_note(language: Language, seconds: int, url: str) -> str:
    return words("voicemail_note", language, seconds=str(seconds), url=url)


def introduction_text(name: str | None, target: str, language: Language) -> str:
    """Said to both, once they are together."""
    if name:
        return words("introduction", language, name=name, target=target)
    return words("introduction_nameless", language, target=target)
