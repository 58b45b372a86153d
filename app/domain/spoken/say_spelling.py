"""Names letter by letter, with a word for each letter. PURE."""

import unicodedata

from app.domain.spoken.alphabets import SAY_DE, SAY_EN, Language

_SIGNS: dict[Language, dict[str, str]] = {
    "de": {"-": "Bindestrich", " ": "Leerzeichen", "'": "Apostroph", "’": "Apostroph", "ß": "Eszett", "ẞ": "Eszett"},
    "en": {"-": "hyphen", " ": "space", "'": "apostrophe", "’": "apostrophe", "ß": "sharp S", "ẞ": "sharp S"},
}
_FOREIGN = {"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ð": "D", "İ": "I"}


def say_spelled(name: str, language: Language) -> str:
    """ "S wie Siegfried, C wie Cäsar, ..." / "S as in Sierra, ...".

    Letters with foreign accents are spelled as their base letter; anything that is no letter and no sign of a name is
    left out. Capital letters, because a voice reads a small "a" as an article.
    """
    spelled: list[str] = []
    for ch in unicodedata.normalize("NFC", " ".join(name.split())):
        if ch in _SIGNS[language]:
            spelled.append(_SIGNS[language][ch])
            continue
        spelled.extend(_letter(letter, language) for letter in _base_letters(ch))
    return ", ".join(spelled)


def _base_letters(ch: str) -> str:
    capital = ch.upper()
    if capital in SAY_DE:
        return capital
    if capital in _FOREIGN:
        return _FOREIGN[capital]
    return "".join(letter for letter in unicodedata.normalize("NFKD", capital) if letter in SAY_EN)


def _letter(letter: str, language: Language) -> str:
    if language == "de":
        return f"{letter} wie {SAY_DE[letter]}"
    if letter in SAY_EN:
        return f"{letter} as in {SAY_EN[letter]}"
    base = unicodedata.normalize("NFKD", letter)[0]
    return f"umlaut {base}"
