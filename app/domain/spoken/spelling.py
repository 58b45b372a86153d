"""Names that a caller spells: letters, letters with words ("S wie Siegfried"), doubles, umlauts, signs. PURE."""

import re
import unicodedata
from dataclasses import dataclass

from app.domain.spoken import alphabets
from app.domain.spoken.alphabets import Language
from app.domain.spoken.folding import fold, folded_set
from app.domain.spoken.spelled_words import hear_spelled_words

_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|-")
_AS_IN = folded_set("wie for like")
# What recognisers make of "wie" between a letter and its word.
_LIKE_AS = frozenset({"us", "is", "has", "was", "es", "ass"})
_LIKE_WIE = frozenset({"vi", "wi", "we", "v", "w", "wir", "vie", "fi", "with", "bei", "ist"})
_CONSONANTS = frozenset("BCDFGHJKLMNPQRSTVWXYZ")
CLUSTERS = frozenset(
    {
        "sch",
        "ch",
        "st",
        "ck",
        "ph",
        "th",
        "tz",
        "ss",
        "tt",
        "dt",
        "ll",
        "nn",
        "mm",
        "ff",
        "pp",
        "rr",
        "kk",
        "ie",
        "ei",
        "ai",
        "ay",
        "ey",
    }
)
FILLERS = folded_set(
    "umlaut mit",
    "und dann danach noch ein eine einen mal nochmal äh ähm hm also dem der das buchstabe letter and then another um "
    "uh as in mit kommt ja "
    "groß klein großes kleines capital small lowercase uppercase wie",
)
_COUNTS = {"zwei": 2, "zwo": 2, "drei": 3, "two": 2, "three": 3, "2": 2, "3": 3}
# Letter names that are ordinary words as well: only other letters around them make them letters.
_WEAK = folded_set(
    "es er de en ha je we be see sea are you why eye oh a i so am in ex tea pea te set ah eh ih uh ge geh weh tee "
    "kuh see el ar o äh ie bee ae oe ue o i a"
)
# Behind the letters some explain them: "B A C H M A N N, mit zwei N".
_EXPLAINED = re.compile(
    r"(?P<letters>(?:.*\W)?[^\W\d_])\W+(?:(?:also|so|und zwar) )?(?:mit|with) (?:an? )?"
    r"(?!umlaut|punkt|zwei punkt|bindestrich|strich|scharf|eszett|apostroph|leer|hyphen|dash|sharp)"
    r"(?:(?:zwei|zwo|doppel\w*|two|double|2)[- ]?(?P<doubled>[^\W\d_])(?:'?s)?|[^\W\d_]{1,8}(?: [^\W\d_])?)\W*",
    re.IGNORECASE,
)
_EXPLAINED_BEFORE = re.compile(
    r"\b(?:with an?|mit einem) [^\W\d_]\b(?=[,.;]? .*\b[^\W\d_]\b\W+\b[^\W\d_]\b)", re.IGNORECASE
)
""" "Steven with a V, Hayes with an E: H A Y E S"."""
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str  # one letter, a cluster such as "sch", or a sign of a name
    strong: bool  # certainly a letter
    named_by_word: bool = False  # by a word of an alphabet that stood alone


def hear_spelling(text: str, language: Language) -> str | None:
    """The spelled name with capitals at its starts ("Schmitt", "Müller-Groß"); None when nothing was spelled.

    Words around the letters ("Carter, C A R T E R", "ich buchstabiere") are left out.
    """
    if (by_words := hear_spelled_words(text, language)) is not None:
        return by_words
    text = _EXPLAINED_BEFORE.sub(" ", text)
    if (explained := _EXPLAINED.match(text)) and (spelled := hear_spelling(explained["letters"], language)) is not None:
        return _doubled(spelled, explained["doubled"])
    best: list[_Letter] = []
    for run in _runs(pieces_of(text), language):
        if len(run) >= len(best):
            best = run
    best = _without_leading_name(best)
    letters = "".join(letter.text for letter in best)
    if sum(ch.isalpha() for ch in letters) < 2 or not _convincing(best, text):
        return None
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), letters.strip("- "))


def _doubled(spelled: str, letter: str | None) -> str:
    """ "B A C H M A N mit zwei N"; what has both already stays."""
    at = spelled.lower().rfind((letter or "").lower()) if letter else -1
    if letter is None or at < 0 or letter.lower() * 2 in spelled.lower():
        return spelled
    return f"{spelled[: at + 1]}{letter.lower()}{spelled[at + 1 :]}"


def _without_leading_name(run: list[_Letter]) -> list[_Letter]:
    """ "Young, Y O U N G": the name itself is also a word for a letter."""
    by_word = sum(letter.named_by_word for letter in run)
    while run and run[0].named_by_word and by_word * 2 < len(run):
        run = run[1:]
    return run


def _convincing(run: list[_Letter], text: str) -> bool:
    by_word = sum(letter.named_by_word for letter in run)
    if by_word and by_word < 3 and sum(letter.strong and not letter.named_by_word for letter in run) < 2:
        return False
    strong = sum(letter.strong for letter in run)
    judged = sum(letter.strong or letter.text not in "aio" for letter in run)
    said = len(re.findall(r"[^\W\d_]+", text))
    return (strong * 2 >= judged and strong >= 2) or (len(run) >= 3 and len(run) >= said and strong >= 1)


def pieces_of(text: str) -> list[str]:
    """Written pieces in order; a hyphen counts only between words, not inside "C-H-M"."""
    composed = unicodedata.normalize("NFC", text).replace("’", "'")
    composed = re.sub(r"\b([^\W\d_])(?:\s?[-.–]\s?)(?=[^\W\d_]\b)", r"\1 ", composed)
    composed = re.sub(r"\b([^\W\d_])(?:\s?[-.–]\s?)(?=[^\W\d_]\b)", r"\1 ", composed)
    composed = re.sub(
        r"(?i)(?:\bs mit )?\b(?:schar?f(?:e[smnr]?)?|scha(?:r|f)fes)[ -]?(?:es+|s)\b|\bes+[ -]zet+\b|\bsharp s\b"
        r"|\bs[- ]?z\b(?=[,.]|$)|\bes tset+\b",
        "eszett",
        composed,
    )
    composed = re.sub(
        r"(?i)\bmit (?:zwei |den )?(?:punkten|pünktchen|strichen|strichlein|umlaut)\b", "umlaut", composed
    )
    composed = re.sub(r"(?i)\bum laut\b", "umlaut", composed)
    composed = re.sub(r"(?i)\bdoppel\w*\s*[,.]\s*(?=[aeiouäöü]\b|$)", "", composed)  # the letter was lost
    composed = re.sub(r"(?i)\bdouble[ -](?:u|you)s?\b|\bdabbel ju\b", "w", composed)
    composed = re.sub(r"(?i)\bx[ -]ray\b", "xray", composed)
    if len(re.findall(r"\b[^\W\d_]\b", composed)) > 1:
        composed = re.sub(r"(?i)\b(two|three|double|triple|2|3) ([b-z])'?s\b", r"\1 \2", composed)
    composed = re.sub(r"(?i)\b(zwei|drei|two|three|2|3) ?mal\b", r"\1mal", composed)
    return [piece for piece in _PIECE.findall(composed) if piece != "-"]


def _runs(pieces: list[str], language: Language) -> list[list[_Letter]]:
    runs: list[list[_Letter]] = [[]]
    at = 0
    while at < len(pieces):
        letters, used = letters_at(pieces, at, language)
        if letters:
            runs[-1].extend(letters)
        elif fold(pieces[at]) not in FILLERS and runs[-1]:
            runs.append([])
        at += used
    return runs


def letters_at(pieces: list[str], at: int, language: Language) -> tuple[list[_Letter], int]:
    """Letters that begin at this piece, and how many pieces they took (at least one)."""
    word = fold(pieces[at])
    if word == "umlaut" and at + 1 < len(pieces):
        return _umlaut(pieces, at, language)
    times = _multiple(pieces, at, language)
    if times > 1:
        letters, used = _single(pieces, at + 1, language)
        return (letters * times, used + 1) if letters else ([], 1)
    return _single(pieces, at, language)


def _multiple(pieces: list[str], at: int, language: Language) -> int:
    """2 for "doppel", "zweimal" and "zwei" before a letter."""
    word = fold(pieces[at])
    if word in alphabets.DOUBLE or word in ("2mal", "zwomal"):
        return 2
    if word in alphabets.TRIPLE or word == "3mal":
        return 3
    if word in _COUNTS and at + 1 < len(pieces) and _single(pieces, at + 1, language)[0]:
        return _COUNTS[word]
    return 1


def _umlaut(pieces: list[str], at: int, language: Language) -> tuple[list[_Letter], int]:
    letters, used = _single(pieces, at + 1, language, postfix=False)
    if letters and letters[0].text in _UMLAUTS:
        return [_Letter(_UMLAUTS[letters[0].text], strong=True)], used + 1
    if letters and letters[0].text in _UMLAUTS.values():
        return letters, used + 1
    return [], 1


def _single(pieces: list[str], at: int, language: Language, *, postfix: bool = True) -> tuple[list[_Letter], int]:
    if at >= len(pieces):
        return [], 1
    raw = pieces[at]
    folded = fold(raw)
    sign = _sign(folded)
    if sign:
        return [_Letter(sign, strong=False)], 1
    named = _named(pieces, at + 1)
    letter = _letter(raw, folded, language)
    if named and (letter or len(raw) <= 3 or fold(named[0]) in alphabets.WORDS):
        by_word, used = named
        return [_Letter(_reconcile(letter, raw, by_word, language), strong=True)], used + 1
    if len(raw) == 2 and raw[0].lower() == raw[1].lower() and raw[0].upper() in _CONSONANTS:
        return [_Letter(raw[0].lower(), strong=True)] * 2, 1  # "W, E, I, ss"
    if letter:
        dotted = postfix and letter in _UMLAUTS and _umlaut_follows(pieces, at + 1, language)
        letter, used = (_UMLAUTS[letter], 2) if dotted else (letter, 1)
        return [_Letter(letter, strong=dotted or folded not in _WEAK)], used
    if folded in alphabets.WORDS:
        return [_Letter(_initial(raw, alphabets.WORDS[folded]), strong=True, named_by_word=True)], 1
    if (
        raw.isupper()
        and 2 <= len(raw) <= 16
        and (len(pieces) == 1 or any(not piece.isupper() or piece in _CONSONANTS for piece in pieces))
    ):
        return [_Letter(ch.lower(), strong=True) for ch in raw], 1
    return [], 1


def _umlaut_follows(pieces: list[str], at: int, language: Language) -> bool:
    """ "U Umlaut, L" but not "A, Umlaut U"."""
    if at >= len(pieces) or fold(pieces[at]) != "umlaut":
        return False
    following = _single(pieces, at + 1, language, postfix=False)[0]
    return not (following and following[0].text in _UMLAUTS)


def _sign(folded: str) -> str | None:
    if folded in alphabets.HYPHEN:
        return "-"
    if folded in alphabets.SPACE:
        return " "
    return "'" if folded in alphabets.APOSTROPHE else None


def _letter(raw: str, folded: str, language: Language) -> str | None:
    lower = raw.lower()
    if len(lower) == 1:
        return (lower if lower in "äöüß" else folded) if lower.isalpha() else None
    if lower in ("ae", "oe", "ue"):
        return None
    return alphabets.NAMES[language].get(folded)


def _named(pieces: list[str], at: int) -> tuple[str, int] | None:
    """The word after "wie" or "as in", and how many pieces both took."""
    if at + 1 >= len(pieces):
        return None
    folded = fold(pieces[at])
    if at + 2 < len(pieces) and fold(pieces[at + 1]) == "in" and _is_as(folded, pieces[at + 2]):
        return pieces[at + 2], 3
    if folded == "in" and fold(pieces[at - 1]).endswith("s") and fold(pieces[at + 1]) in alphabets.WORDS:
        return pieces[at + 1], 2
    if folded == "wie" and fold(pieces[at + 1]) in ("in", "bei", "umlaut") and at + 2 < len(pieces):
        prefix = "umlaut " if fold(pieces[at + 1]) == "umlaut" else ""
        return prefix + pieces[at + 2], 3
    if folded in _AS_IN:
        return pieces[at + 1], 2
    if folded in _LIKE_WIE and fold(pieces[at + 1]) in alphabets.WORDS:
        return pieces[at + 1], 2
    return None


def _is_as(folded: str, word: str) -> bool:
    """ "us in Charlie" is what recognisers make of "as in Charlie"; only a word of an alphabet proves it."""
    return folded == "as" or (folded in _LIKE_AS and fold(word) in alphabets.WORDS)


def _reconcile(letter: str | None, raw: str, word: str, language: Language) -> str:
    """The word is heard more surely than the letter; a cluster ("Sch wie Schule") needs both."""
    lower = raw.lower()
    if word.startswith("umlaut "):
        initial = fold(word.removeprefix("umlaut "))[:1]
        return _UMLAUTS.get(initial, initial)
    if lower in CLUSTERS and fold(word).startswith(lower):
        return lower
    initial = _initial(word, fold(word)[:1])
    if fold(word) in ("eszett", "scharf"):
        return "ß"
    if letter == "ß":
        return "ß"
    if letter and letter in "äöü" and fold(letter)[0] == fold(initial)[0]:
        return letter
    if fold(word) not in alphabets.WORDS and (meant := alphabets.meant_word(word, letter, language)) is not None:
        return meant
    if letter and letter in fold(word)[1:] and fold(word) not in alphabets.WORDS:
        return letter
    if letter in ("y", "x", "q", "c") and fold(word) not in alphabets.WORDS:
        return letter
    return initial


def _initial(word: str, default: str) -> str:
    first = unicodedata.normalize("NFC", word)[:1].lower()
    if first in "äöü" and first:
        return first
    return default.lower() if default else fold(word)[:1]
