"""Numbers in words, German and English: cardinals 0-9999, ordinals 1-99, whole or in the pieces of a recogniser.

German words are compared without umlauts ("fuenf", "funf" and "fünf" are one word), see `fold`.
"""

from app.domain.business import Language

_FOLDS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"), ("ae", "a"), ("oe", "o"), ("ue", "u"))


def fold(word: str) -> str:
    """Lower case without umlauts, whichever of the three spellings ("ü", "ue", "u") a recogniser or keyboard gave."""
    word = word.lower()
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return word


_DE_UNITS = {
    "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}  # fmt: skip
_DE_TEENS = {
    "null": 0, "zehn": 10, "elf": 11, "zwolf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "fuffzehn": 15,
    "sechzehn": 16,
    "sechszehn": 16, "siebzehn": 17, "siebenzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_DE_TENS = {
    "zwanzig": 20, "dreissig": 30, "dreizig": 30, "vierzig": 40, "funfzig": 50, "fuffzig": 50, "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_DE_ODD_ORDINALS = {"erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_DE_ORDINAL_ENDINGS = ("en", "er", "es", "em", "e")

_EN_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip


def parse_cardinal(word: str, language: Language) -> int | None:
    """The value of one written word ("dreiundzwanzig", "twenty-three"), None when it is no number. 0-9999."""
    return _german(fold(word)) if language == "de" else _english(word.lower())


def parse_ordinal(word: str, language: Language) -> int | None:
    """The value of one written ordinal ("dreiundzwanzigsten", "twenty-third"), None when it is none. 1-99."""
    if language == "en":
        tens, _, unit = word.lower().partition("-")
        if unit:
            return _EN_TENS[tens] + _EN_ORDINALS[unit] if tens in _EN_TENS and _EN_ORDINALS.get(unit, 99) < 10 else None
        return _EN_ORDINALS.get(tens)
    return _german_ordinal(fold(word))


def parse_words(words: tuple[str, ...], language: Language) -> tuple[int, bool] | None:
    """The value of several written words that make one number, and whether it is an ordinal.

    ("drei", "und", "zwanzig") is 23, ("twenty", "third") is the ordinal 23. Words that only follow each other
    ("zehn dreißig", "nine thirty") are no single number: None.
    """
    if len(words) == 1:
        if (value := parse_ordinal(words[0], language)) is not None:
            return value, True
        return (value, False) if (value := parse_cardinal(words[0], language)) is not None else None
    if language == "de":
        if len(words) == 3 and fold(words[1]) == "und" and fold(words[0]) in _DE_UNITS:
            return parse_words(("".join(fold(word) for word in words),), "de")
        return None
    if len(words) == 2 and words[0].lower() in _EN_TENS:
        return parse_words((f"{words[0]}-{words[1]}",), "en")
    return None


def _german(word: str) -> int | None:
    if word in _DE_UNITS:
        return _DE_UNITS[word]
    if word in _DE_TEENS:
        return _DE_TEENS[word]
    if word in _DE_TENS:
        return _DE_TENS[word]
    for big, size in (("tausend", 1000), ("hundert", 100)):
        if big in word:
            before, _, after = word.partition(big)
            count = _german(before) if before else 1
            rest = _german(after.removeprefix("und")) if after.removeprefix("und") else 0
            if count is None or rest is None or not 0 < count < 100 or rest >= size:
                return None
            return count * size + rest
    unit, link, tens = word.partition("und")
    if link and unit in _DE_UNITS and tens in _DE_TENS:
        return _DE_UNITS[unit] + _DE_TENS[tens]
    return None


def _german_ordinal(word: str) -> int | None:
    for ending in _DE_ORDINAL_ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)]
        if stem in _DE_ODD_ORDINALS:
            return _DE_ODD_ORDINALS[stem]
        for mark in ("st", "t"):  # "zwanzig-st-en", "sechs-t-en"
            root = stem.removesuffix(mark)
            value = _german(root) if root != stem else None
            if value is not None and root not in ("ein", "eins", "drei") and (mark == "st") == (20 <= value < 100):
                return value
    return None


def _english(word: str) -> int | None:
    if word in _EN_SMALL:
        return _EN_SMALL[word]
    if word in _EN_TENS:
        return _EN_TENS[word]
    tens, link, unit = word.partition("-")
    if link and tens in _EN_TENS and 0 < _EN_SMALL.get(unit, 0) < 10:
        return _EN_TENS[tens] + _EN_SMALL[unit]
    return None
