"""Words as a search compares them: stemmed, without case, the same on every database.

German and English texts are stemmed by their own rules; a searched word by both, since nobody says in which language
they search. Facts about a call (business, outcome, mood …) stand in the index as made-up words that begin with `zz`, so
that one look answers for words and filters together.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import snowballstemmer

from app.domain.business import Language

WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r'"([^"]*)"|(\S+)')
MOST_TERMS = 12
_STEMMERS = {"de": snowballstemmer.stemmer("german"), "en": snowballstemmer.stemmer("english")}
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """`Füllungen`, `Fuellung` → `fullung`: umlauts are spelt out first, so that both ways of writing meet."""
    folded = unicodedata.normalize("NFC", word.casefold())
    if any(char.isdigit() for char in folded):
        return _plain(folded)
    if language == "de":
        folded = folded.translate(_SPELT_OUT)
    return _plain(str(_STEMMERS[language].stemWord(folded)))


def stems(text: str, language: Language) -> list[str]:
    return [stem(word, language) for word in WORD.findall(text)]


def number_words(number: str | None) -> list[str]:
    """A telephone number as it may be searched: +4930… and 030…"""
    digits = "".join(char for char in number or "" if char.isdigit())
    if len(digits) < 5:
        return []
    national = "0" + digits.removeprefix("49") if (number or "").startswith("+49") else digits
    return list(dict.fromkeys([digits, national]))


def fact(kind: str, value: str) -> str:
    """One made-up word for a fact, of letters and digits alone."""
    return f"zz{kind}{sha256(value.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must occur: any of `phrases`, each a sequence of stems; `begins` = the last may go on."""

    phrases: tuple[tuple[str, ...], ...]
    begins: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """Words that must all occur; words in quotation marks must follow each other; digits in blocks are a number."""
    joined = re.sub(r"\+?\d[\d\s/()-]{4,}\d", _one_number, query.replace("„", '"').replace("“", '"').replace("”", '"'))
    found: list[Term] = []
    for quoted, single in QUOTED.findall(joined)[:MOST_TERMS]:
        words = WORD.findall(quoted or single)
        if not words:
            continue
        both = dict.fromkeys(tuple(stem(word, language) for word in words) for language in ("de", "en"))
        found.append(Term(tuple(both), begins=not quoted and len(words) == 1 and len(words[0]) >= 3))
    return tuple(found)


def occurs(term: Term, words: Sequence[str]) -> bool:
    return position(term, words) is not None


def position(term: Term, words: Sequence[str]) -> int | None:
    """Where in the stems of a text the term begins."""
    for start in range(len(words)):
        for phrase in term.phrases:
            part = words[start : start + len(phrase)]
            if tuple(part) == phrase:
                return start
            if term.begins and len(phrase) == 1 and part and part[0].startswith(phrase[0]):
                return start
    return None


def marked(text: str, language: Language, wanted: Iterable[Term]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was searched for."""
    pieces: list[tuple[str, bool]] = []
    last = 0
    singles = [term for term in wanted if all(len(phrase) == 1 for phrase in term.phrases)]
    phrased = [word for term in wanted if term not in singles for phrase in term.phrases for word in phrase]
    for word in WORD.finditer(text):
        its_stem = stem(word.group(), language)
        if its_stem in phrased or any(occurs(term, [its_stem]) for term in singles):
            pieces += [(text[last : word.start()], False), (word.group(), True)]
            last = word.end()
    return [(piece, hit) for piece, hit in [*pieces, (text[last:], False)] if piece]


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _one_number(match: re.Match[str]) -> str:
    return "".join(char for char in match.group() if char.isdigit())
