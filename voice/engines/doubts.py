"""When not to believe a recogniser: loops, text invented on noise, more words than time allows. Pure."""

import re
import zlib
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LOOP_WITHIN_WORD = re.compile(r"([^\W\d_]{2,12}?)\1{4,}")

# What Whisper learned from subtitles and says when it hears nothing; never said to a receptionist as a whole utterance.
_SUBTITLES = (
    r"untertitel(ung)?\b.*",
    r".*\bamara\.?\s?org.*",
    r"(vielen|herzlichen) dank (fürs|für das) (zuschauen|zusehen|zuhören|anschauen).*",
    r"danke (fürs|für das) (zuschauen|zusehen|zuhören|anschauen).*",
    r"(das war's|bis zum nächsten mal|bis zum nächsten video).*\b(tschüss|video|mal)\b.*",
    r".*\b(abonnier|kanal abonnieren|im auftrag des zdf|zdf für funk|swr 20\d\d|wdr 20\d\d|ard text|copyright)\w*.*",
    r"(thanks|thank you)( so much| very much)? for (watching|listening|viewing).*",
    r".*\b(please |like and |don't forget to )subscribe\b.*",
    r"subtitles (by|provided).*",
    r"transcri(bed|pt(ion)?) by.*",
    r".*\bwww\.\w+.*",
    r"(you|musik|music|applaus|applause|lachen|laughter|stille|silence|gelächter|seufzt?|räuspert sich)",
)
_SUBTITLE = re.compile("|".join(f"(?:{pattern})" for pattern in _SUBTITLES))

_MOST_LETTERS_A_SECOND = 32.0
"""Quick German is about 18; more than this was not said in that time."""

_MOST_COMPRESSION = 2.4
_LONG_ENOUGH_TO_COMPRESS = 60


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def without_loop(text: str) -> str:
    """The text once, when it is the same phrase over and over ("Ja genau. Ja genau. Ja gen" -> "Ja genau.").

    A phrase may be cut off at the end. Single words and digits may well be said twice or three times. Nor is there
    anything to be had behind a word that loops in itself ("testestestest").
    """
    if (within := _LOOP_WITHIN_WORD.search(text)) is not None:
        text = text[: within.end(1)]
    pieces = text.split()
    keys = ["".join(words_of(piece)) for piece in pieces]
    for start in range(len(keys)):
        for length in range(1, (len(keys) - start) // 2 + 1):
            if _repeats(keys[start:], length) and _is_loop(keys[start:], length):
                return " ".join(pieces[: start + length])
    return text


def _repeats(keys: Sequence[str], length: int) -> bool:
    last = len(keys) - 1
    same = all(keys[place] == keys[place % length] for place in range(length, last))
    return same and keys[last % length].startswith(keys[last])


def _is_loop(keys: Sequence[str], length: int) -> bool:
    if any(key.isdigit() for key in keys[:length]):
        return len(keys) >= 6 * length
    return len(keys) >= {1: 5, 2: 4}.get(length, 2 * length)


def is_loop(text: str) -> bool:
    return without_loop(text) != text


def is_invented(text: str) -> bool:
    """A sentence from the end of a film, or the name of a noise."""
    stripped = text.strip().lower()
    if not words_of(stripped) or (stripped[0] in "[(*♪" and stripped[-1] in "])*♪"):
        return True
    return _SUBTITLE.fullmatch(stripped.strip(" .!?…-–*[]()♪\"'")) is not None


def is_too_long(text: str, *, speech_ms: int) -> bool:
    letters = sum(len(word) for word in words_of(text))
    return letters > 12 + _MOST_LETTERS_A_SECOND * speech_ms / 1000


def is_too_regular(text: str) -> bool:
    """Text that compresses well repeats itself in some way."""
    raw = text.encode("utf-8", "replace")
    return len(raw) >= _LONG_ENOUGH_TO_COMPRESS and len(raw) / len(zlib.compress(raw)) > _MOST_COMPRESSION


def is_foreign(text: str) -> bool:
    """Letters of a script that neither German nor English uses."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "ɏ" for letter in letters) * 5 > len(letters)
