"""Text → tokens: folded words, numbers whether written or spoken, clock and date figures; compounds taken apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.business import Language
from app.domain.spoken.number_words import fold, parse_words


class Kind(StrEnum):
    WORD = "word"
    NUMBER = "number"  # values: (n,)
    ORDINAL = "ordinal"  # values: (n,)
    CLOCK = "clock"  # 14:30 → (14, 30); `word` keeps the writing, "08:00" differs from "8:00"
    DOTTED = "dotted"  # 14.30 or 3.4 → (14, 30)
    DATE = "date"  # 3.4. or 03.04.2026 → (3, 4) or (3, 4, 2026)
    SLASHED = "slashed"  # 4/3 or 4/3/2026
    ISO_DATE = "iso_date"  # 2026-04-03
    STOP = "stop"  # , . ? ! ; and dashes


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    word: str
    values: tuple[int, ...] = ()
    raw: str = ""

    @property
    def value(self) -> int:
        return self.values[0]


_FIGURES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ISO_DATE, re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")),
    (Kind.DATE, re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)")),
    (Kind.DATE, re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?![\d:]|\.\d)(?!\s?uhr)", re.IGNORECASE)),
    (Kind.DATE, re.compile(r"(\d{1,2})\.(\d{1,2})\.(?!\d)")),
    (Kind.DATE, re.compile(r"(\d{1,2})\. (\d{1,2})\.(?!\d)")),
    (Kind.SLASHED, re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")),
    (Kind.CLOCK, re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)")),
    (Kind.DOTTED, re.compile(r"(\d{1,2})\.(\d{1,2})(?![\d.])")),
    (Kind.ORDINAL, re.compile(r"(\d{1,2})(?:st|nd|rd|th|ten|te|ter|sten|ste|tes|stes)(?![a-zäöüß])", re.IGNORECASE)),
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*", re.UNICODE)
_DENIES_TROUBLE = re.compile(
    r"\b(?:isn't|wasn't|shouldn't be|wouldn't be|won't be|is not|would not be) (?:an?|any)"
    r" (?:problem|issue|bother|trouble)\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"\b(?:the|that) one (?=(?:on|at|in)\b)", re.IGNORECASE)
_OFF_DUTY = re.compile(r"\b(?:i|we) (?:don't|do not) work\b", re.IGNORECASE)
_STOPS = ',.;:?!–—-…()/"'
_FRACTIONS = {"½": "halb", "¼": "viertel", "¾": "dreiviertel"}
MAX_TOKENS = 400  # an utterance is one breath; the rest of a longer text is not looked at
MAX_CHARS = 4000

Splitter = Callable[[str], tuple[str, ...] | None]


def tokenise(text: str, language: Language, split: Splitter) -> tuple[Token, ...]:
    """`split` takes a folded word apart that the vocabulary lacks ("dienstagvormittag"), or says None."""
    raw = _without_hesitation(_raw_tokens(_prepared(text[:MAX_CHARS], language), language, split), language)
    tokens = _merge_numbers(raw, language)[:MAX_TOKENS]
    return _neither_nor(tokens) if language == "de" else tokens


_HESITATIONS = {
    "de": frozenset({"ah", "ahm", "oh", "ohm", "hm", "hmm", "mh", "mhm", "tja", "eh", "ehm", "also"}),
    "en": frozenset({"uh", "um", "er", "erm", "uhm", "hm", "hmm", "mm", "mhm", "eh", "ehm"}),
}


def _without_hesitation(tokens: list[Token], language: Language) -> list[Token]:
    """ "Um, äh, zehn" is "um zehn": a hesitation may stand inside any expression, and the commas around it mean
    nothing."""
    kept: list[Token] = []
    for token in tokens:
        if token.word in _HESITATIONS[language] and token.kind is Kind.WORD:
            if kept and kept[-1].raw == ",":
                kept.pop()
            kept.append(_HESITATION)
        elif not (token.raw == "," and kept and kept[-1] is _HESITATION):
            kept.append(token)
    return [token for token in kept if token is not _HESITATION]


_HESITATION = Token(Kind.STOP, "")


def _neither_nor(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Weder Montag noch Dienstag": here "noch" is no filler."""
    first = next((n for n, token in enumerate(tokens) if token.word == "weder"), len(tokens))
    return tuple(
        replace(token, word="weder") if n > first and token.word == "noch" else token for n, token in enumerate(tokens)
    )


def _prepared(text: str, language: Language) -> str:
    for sign, word in _FRACTIONS.items():
        text = text.replace(sign, f" {word} " if language == "de" else " half " if word == "halb" else f" {word} ")
    if language == "de":
        for figures, word in (("3/4", "dreiviertel"), ("1/4", "viertel"), ("1/2", "halb")):
            text = re.sub(rf"(?<![\d/]){figures}(?= \d)", word, text)
    text = text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    if language == "en":
        text = _THE_ONE.sub("", text)
        text = _DENIES_TROUBLE.sub("is fine", _OFF_DUTY.sub("i'm off", text))
        text = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", text, flags=re.IGNORECASE)
        text = re.sub(r"(?<=\d)\s?([ap])m\b", r" \1m", text, flags=re.IGNORECASE)
        text = re.sub(r"(\d{1,2})\.(\d{2})(?=\s?[ap]m\b)", r"\1:\2", text, flags=re.IGNORECASE)
    return text


def _raw_tokens(text: str, language: Language, split: Splitter) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isdecimal() and char.isascii():
            token, at = _figure(text, at, language)
            tokens.append(token)
            continue
        match = _WORD.match(text, at)
        if match:
            tokens += _words(match.group(), language, split)
            at = match.end()
            continue
        if char in _STOPS:
            tokens.append(Token(Kind.STOP, char, raw=char))
        at += 1
    return tokens


def _figure(text: str, at: int, language: Language) -> tuple[Token, int]:
    previous = text[at - 1] if at else " "
    for kind, pattern in _FIGURES:
        match = pattern.match(text, at)
        if not match or previous == "+":
            continue
        values = tuple(int(group) for group in match.groups() if group)
        if kind in (Kind.DATE, Kind.DOTTED) and language == "en" and kind is Kind.DATE and len(values) == 2:
            continue
        if kind is Kind.DATE and len(values) == 2 and values[0] <= 24 and 12 < values[1] < 60:
            continue  # "um 15.30." ends a sentence
        return Token(kind, match.group(), values, match.group()), match.end()
    match = _NUMBER.match(text, at)
    if match is None:  # other scripts' digits
        return Token(Kind.STOP, text[at], raw=text[at]), at + 1
    end = match.end()
    digits = match.group()
    value = int(digits) if len(digits) <= 4 else 10**6
    if language == "de" and re.match(r"\.(?=\s+(?:[^\W\d_]|\d{1,2}\b))", text[end:]) and value <= 53:
        return Token(Kind.ORDINAL, digits, (value,), digits + "."), end + 1
    return Token(Kind.NUMBER, digits, (value,), digits), end


def _words(raw: str, language: Language, split: Splitter) -> list[Token]:
    lowered = raw.lower()
    if language == "en":
        whole = parse_words((lowered,), "en")
        pieces = (lowered,) if whole else tuple(lowered.split("-"))
        words = [part for piece in pieces for part in (split(piece) or (piece,))]
        return [_word_token(word, raw if len(words) == 1 else word, language) for word in words]
    pieces = tuple(fold(piece) for piece in lowered.split("-"))
    words = [part for piece in pieces for part in (split(piece) or (piece,))]
    return [_word_token(word, raw if len(words) == 1 else word, language) for word in words]


_NEVER_NUMBERS = {"de": frozenset({"ein"}), "en": frozenset[str]()}


def _word_token(word: str, raw: str, language: Language) -> Token:
    if word not in _NEVER_NUMBERS[language] and (number := parse_words((word,), language)) is not None:
        value, is_ordinal = number
        return Token(Kind.ORDINAL if is_ordinal else Kind.NUMBER, word, (value,), raw)
    return Token(Kind.WORD, word, raw=raw)


_TORN = frozenset({"mon", "diens", "donners", "frei", "sams", "sonn"})


def _merge_weekdays(tokens: list[Token]) -> list[Token]:
    """Weekdays that a recogniser tore apart: "Donners Tag"."""
    merged: list[Token] = []
    for token in tokens:
        if token.word == "tag" and merged and merged[-1].word in _TORN:
            merged[-1] = Token(Kind.WORD, f"{merged[-1].word}tag", raw=f"{merged[-1].raw}tag")
        else:
            merged.append(token)
    return merged


def _merge_numbers(tokens: list[Token], language: Language) -> tuple[Token, ...]:
    """Numbers that a recogniser tore apart: "drei und zwanzig", "twenty third"."""
    merged: list[Token] = []
    at = 0
    tokens = _merge_weekdays(tokens) if language == "de" else tokens
    size = 3 if language == "de" else 2
    while at < len(tokens):
        piece = tokens[at : at + size]
        if len(piece) == size and all(
            t.kind in (Kind.WORD, Kind.NUMBER, Kind.ORDINAL) and not t.word.isdigit() for t in piece
        ):
            number = parse_words(tuple(t.word for t in piece), language)
            if number is not None:
                value, is_ordinal = number
                word = " ".join(t.word for t in piece)
                merged.append(Token(Kind.ORDINAL if is_ordinal else Kind.NUMBER, word, (value,), word))
                at += size
                continue
        merged.append(tokens[at])
        at += 1
    return tuple(merged)
