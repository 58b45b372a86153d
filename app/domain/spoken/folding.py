"""Words as recognisers write them, brought to one spelling: lower case, no accents, ä = ae, ß = ss. PURE."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

Value = TypeVar("Value")

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "`": "'", "´": "'", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
)
_WITHOUT_UMLAUT = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")


def fold(text: str) -> str:
    """ "Fünf Straßen" -> "fuenf strassen"; accents of other languages are dropped."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    return "".join(ch for ch in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(ch))


def words(text: str) -> list[str]:
    """Folded words without punctuation; digits stay together, an apostrophe stays inside its word ("i'm")."""
    return _WORD.findall(fold(text))


def foldings(word: str) -> frozenset[str]:
    """Both spellings a recogniser may give a word with an umlaut: "fuenf" and, the dots lost, "funf"."""
    return frozenset({fold(word), fold(word.lower().translate(_WITHOUT_UMLAUT))})


def folded_set(*tables: str | Iterable[str]) -> frozenset[str]:
    """Both foldings of every word; a string is a list of words parted by blanks."""
    found: set[str] = set()
    for table in tables:
        for word in table.split() if isinstance(table, str) else table:
            found |= foldings(word)
    return frozenset(found)


def folded_map(table: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for word, value in table.items() for key in foldings(word)}
