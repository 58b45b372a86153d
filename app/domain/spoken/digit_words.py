"""Number words as callers use them in telephone numbers: "siebzehn" is 17, "doppel-drei" is 33. PURE."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.domain.spoken import say_de, say_en
from app.domain.spoken.folding import fold, folded_set, foldings

Language = Literal["de", "en"]

Kind = Literal["digits", "plus", "times", "filler", "word"]


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of what was heard. `text` is the digits of a number, the count of a "doppel", else the folded word."""

    kind: Kind
    text: str
    glued: bool = False  # written as digits (nothing is known of how they were spoken)


_PIECE = re.compile(r"\+|\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[,;:.!?/()-]")
_MORE_DE = {
    "zwo": "2", "zwoo": "2", "nul": "0", "noll": "0", "nulll": "0", "nur": "0", "nuhl": "0", "mull": "0", "mul": "0",
    "mulf": "0", "mue": "0", "mu": "0", "muell": "0", "sex": "6",
    "fuenfe": "5",
    "sechse": "6", "ains": "1", "eines": "1", "zwohundert": "200", "hundert": "100", "nine": "9", "noin": "9",
    "neuen": "9", "zero": "0",
    "five": "5", "seven": "7", "eight": "8", "two": "2", "three": "3", "four": "4", "dry": "3", "fier": "4",
}  # fmt: skip
_MORE_EN = {
    "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "zeros": "0", "zeroes": "0", "niner": "9",
    "fife": "5", "tree": "3",
    "ate": "8", "fourty": "40", "ninty": "90", "hundred": "00",
}  # fmt: skip
_TIMES: dict[str, str] = {
    "doppel": "2", "doppelt": "2", "doppelte": "2", "doppelten": "2", "zweimal": "2", "double": "2", "twice": "2",
    "dreimal": "3", "dreifach": "3", "dreifache": "3",
    "triple": "3", "treble": "3", "tripple": "3", "viermal": "4", "vierfach": "4", "quadruple": "4", "zwomal": "2",
    "fuenfmal": "5",
}  # fmt: skip
_SANDWICHED = {
    "de": {"wir": "4", "fuer": "4", "fur": "4", "ein": "1", "zwar": "2", "noch": ""},
    "en": {"for": "4", "to": "2", "too": "2", "won": "1", "a": "8", "free": "3"},
}
# Words that are numbers only beside digits.
_DOUBTFUL = frozenset(
    {"mul", "mulf", "mue", "mu", "muell", "o", "ate", "tree", "sex", "nil", "nur", "mull", "neuen", "eines", "dry"}
)
FILLERS = folded_set(
    "äh ähm hm hmm öh also und dann danach die der das eine ein noch nochmal mal ja so genau jetzt danach weiter "
    "strich vorwahl moment "
    "um uh uhm er erm and then the a an okay ok hyphen dash well like so next followed by area code number"
)


@lru_cache(maxsize=2)
def _numerals(language: Language) -> dict[str, str]:
    """Every number below a thousand (and round thousands in German) as one folded word -> its digits."""
    table: dict[str, str] = dict(_MORE_DE if language == "de" else _MORE_EN)
    for n in range(1000):
        if language == "de":
            spoken = [
                say_de.cardinal(n),
                say_de.cardinal(n).removeprefix("ein") if 100 < n < 200 else "",
                say_de.cardinal(n).replace("zwei", "zwo"),
            ]
        else:
            spoken = [say_en.cardinal(n)] if n < 100 else []
        for words in spoken:
            for word in foldings(words.replace("-", "")):
                if word:
                    table.setdefault(word, str(n))
    return table


@lru_cache(maxsize=2)
def _by_length(language: Language) -> list[str]:
    return sorted(
        (word for word in _numerals(language) if len(word) > 2 and word not in _DOUBTFUL),
        key=len,
        reverse=True,
    )


def _compound(word: str, language: Language) -> list[str] | None:
    """ "nulldreinull" -> ["0", "3", "0"]; None when the word is not made of numerals alone."""
    if not word:
        return []
    for numeral in _by_length(language):
        if word.startswith(numeral):
            rest = _compound(word[len(numeral) :], language)
            if rest is not None:
                return [_numerals(language)[numeral], *rest]
    return None


def _glued_times(word: str) -> tuple[str, str] | None:
    for start, count in (
        ("doppel", "2"),
        ("dreifach", "3"),
        ("zweimal", "2"),
        ("dreimal", "3"),
        ("double", "2"),
        ("triple", "3"),
    ):
        if word.startswith(start) and len(word) > len(start):
            return count, word[len(start) :]
    return None


def tokens(text: str, language: Language) -> list[Token]:
    """Pieces in order. Numbers of several words ("twenty three", "one hundred and five") are already one piece."""
    pieces = _PIECE.findall(fold(text))
    found: list[Token] = []
    for at, piece in enumerate(pieces):
        found.extend(_read(piece, pieces, at, language))
    return _join_english(found) if language == "en" else _join_german(found)


def _read(piece: str, pieces: list[str], at: int, language: Language) -> list[Token]:
    repeated = at + 1 < len(pieces) and pieces[at + 1] in ("mal", "times", "x")
    if piece.isdigit():
        return [Token("times", piece)] if repeated and len(piece) == 1 else [Token("digits", piece, glued=True)]
    if piece in ("+", "plus"):
        return [Token("plus", "+")]
    if not piece[0].isalpha():
        return [Token("word", ",")] if piece in ",;:.!?" else []
    if piece in _TIMES:
        return [Token("times", _TIMES[piece])]
    digits = _numeral(piece, pieces, at, language)
    if digits:
        return [Token("times" if repeated and len(digits) == 1 else "digits", digits)]
    compound = _read_compound(piece, language)
    return compound or [Token("filler" if piece in FILLERS else "word", piece)]


def _numeral(piece: str, pieces: list[str], at: int, language: Language) -> str | None:
    """The digits of one word, if it is a number word here; ordinary words need digits beside them."""
    numerals = _numerals(language)
    if piece in _SANDWICHED[language]:
        return _SANDWICHED[language][piece] if _between_digits(pieces, at, language) else None
    if piece not in numerals:
        return None
    sure = piece not in _DOUBTFUL or _between_digits(pieces, at, language, one_side=True)
    return numerals[piece] if sure else None


def _read_compound(piece: str, language: Language) -> list[Token]:
    """ "doppeldrei", "nulldreinull", "zweitausend"; empty when it is something else."""
    numerals = _numerals(language)
    times = _glued_times(piece)
    if times and times[1] in numerals:
        return [Token("times", times[0]), Token("digits", numerals[times[1]])]
    if language == "de" and len(piece) > 6 and (split := _compound(piece, language)):
        return [Token("digits", digits) for digits in split]
    head = numerals.get(piece.removesuffix("tausend") or "ein") if piece.endswith("tausend") else None
    return [Token("digits", head + "000")] if head and language == "de" else []


def _between_digits(pieces: list[str], at: int, language: Language, *, one_side: bool = False) -> bool:
    def number(position: int) -> bool:
        if not 0 <= position < len(pieces):
            return False
        return pieces[position].isdigit() or pieces[position] in _numerals(language)

    before, after = (
        number(at - 1) or (at > 1 and pieces[at - 1] == "," and number(at - 2)),
        number(at + 1) or (at + 2 < len(pieces) and pieces[at + 1] == "," and number(at + 2)),
    )
    return before or after if one_side else before and after


def _join_english(found: list[Token]) -> list[Token]:
    """ "twenty three" -> 23; "eight hundred" -> 800; "two hundred and five" -> 205."""
    tens: list[Token] = []
    for token in found:
        last = tens[-1] if tens else None
        if last and _is_tens(last) and _is_spoken(token) and len(token.text) == 1 and token.text != "0":
            tens[-1] = Token("digits", last.text[0] + token.text)
        else:
            tens.append(token)
    joined: list[Token] = []
    for token in tens:
        last = joined[-1] if joined else None
        hundreds = joined[-2] if len(joined) > 1 and last is not None and last.text == "and" else None
        if (
            hundreds
            and _is_spoken(hundreds)
            and hundreds.text.endswith("00")
            and _is_spoken(token)
            and len(token.text) < 3
        ):
            joined[-2:] = [Token("digits", hundreds.text[: -len(token.text)] + token.text)]
        elif last and _is_spoken(last) and len(last.text) == 3 and last.text.endswith("00") and _is_pair(token):
            joined[-1] = Token("digits", last.text[0] + token.text)
        elif last and token.text == "00" and _is_spoken(last) and _is_spoken(token):
            joined[-1] = Token("digits", last.text + "00")
        else:
            joined.append(token)
    return joined


def _is_spoken(token: Token) -> bool:
    return token.kind == "digits" and not token.glued


def _is_pair(token: Token) -> bool:
    return _is_spoken(token) and len(token.text) == 2 and token.text != "00"


def _is_tens(token: Token) -> bool:
    return _is_spoken(token) and len(token.text) == 2 and token.text[1] == "0" and token.text != "10"


def _join_german(found: list[Token]) -> list[Token]:
    """ "ein und zwanzig", "drei und zwanzig" written apart -> 21, 23."""
    joined: list[Token] = []
    for token in found:
        if _is_tens(token) and len(joined) > 1 and joined[-1].text == "und" and joined[-1].kind == "filler":
            unit = joined[-2]
            digit = "1" if unit.text == "ein" else unit.text
            if unit.text == "ein" or (unit.kind == "digits" and not unit.glued and len(digit) == 1 and digit != "0"):
                joined[-2:] = [Token("digits", token.text[0] + digit)]
                continue
        joined.append(token)
    return joined
