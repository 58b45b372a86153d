"""Hints by which callers correct the spelling of their name: "mit zwei F", "mit dt", "with a K". PURE."""

from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import fold
from app.domain.spoken.spelling import CLUSTERS, FILLERS, letters_at, pieces_of

_ALIKE = (
    ("dt", "tt", "th", "t", "d"), ("eih", "aih", "ei", "ai", "ey", "ay"), ("ck", "kk", "k", "c"),
    ("ph", "ff", "f", "v"), ("ss", "ß", "s"), ("tz", "z", "c"),
    ("ie", "i", "y"), ("nn", "n"), ("mm", "m"), ("ll", "l"), ("rr", "r"), ("pp", "p"), ("ah", "aa", "a"),
    ("oh", "oo", "o"), ("ä", "e"),
)  # fmt: skip


def sharpen_spelling(name: str, hint: str, language: Language) -> str:
    """ "Hofmann" with "Doppel-F und zwei N" is "Hoffmann"; a hint that fits nowhere changes nothing."""
    sharpened = name
    for run in _hints(hint, language):
        group = next((group for group in _ALIKE if run in group), None)
        if group is None or run in sharpened.lower():
            continue
        places = [
            (sharpened.lower().rfind(other) + len(other), len(other)) for other in group if other in sharpened.lower()
        ]
        if places:
            end, length = max(places)  # of "tt" and "t" at the end of a name, both letters
            sharpened = sharpened[: end - length] + run + sharpened[end:]
        elif run == "e":
            sharpened += run
    return sharpened[:1].upper() + sharpened[1:]


def _hints(hint: str, language: Language) -> list[str]:
    pieces = pieces_of(hint)
    found: list[str] = []
    at = 0
    while at < len(pieces) and len(found) < 4:
        word = fold(pieces[at])
        if word in ("a", "an") and language == "en" and at + 1 < len(pieces):
            at += 1
            continue
        if word in CLUSTERS:
            found.append(word)
            at += 1
            continue
        letters, used = letters_at(pieces, at, language)
        if not letters and word not in FILLERS:
            break
        if (
            letters
            and used == 1
            and len(letters) == 1
            and found
            and len(found[-1]) == 1
            and fold(pieces[at - 1]) not in ("und", "and")
        ):
            found[-1] += letters[0].text
        elif letters:
            found.append("".join(letter.text for letter in letters))
        at += used
    return found
