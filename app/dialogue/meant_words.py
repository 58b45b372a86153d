"""Words of a message that do not exist, taken for those of the business and of messages that sound like them.

"Der weitheit Zahn" is "der Weisheitszahn". Only a word that nobody has is looked at, alone and with its neighbour,
because recognisers break long words in two; whatever is put in its place is read back to the caller before it counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from app.dialogue.lexicon import Lexicon
from app.dialogue.prompt_files import PROMPTS_DIR, read_lines
from app.dialogue.urgency import with_urgency_meant
from app.dialogue.word_lore import strange_words
from app.domain.business import Language
from app.domain.spoken.folding import fold
from app.domain.spoken.sounds_alike import likeness

LEAST_LETTERS = 6
LIKE_IT = 0.74
"""0..1: how alike they have to sound. Of 30 words that are on no list and right, none came nearer than 0.63; "Brünnen",
which was "grünen", is 0.7 like "Bremsen"."""
LIKE_EXPRESSION = 0.8
"""And an expression of several words, of which one at least was heard."""
LIKE_NAMED = 0.4
"""A word that the caller said alone, because it had been misheard in the sentence."""
AHEAD = 0.04
"""And how much more than the next word that is another."""
_PLURALS: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "de": ((re.compile(r"(?:ung|heit|keit|schaft|ion|tät|ik)$"), "en"), (re.compile(r"[^i]e$"), "n")),
    "en": ((re.compile(r"^[^ ]+(?:tion|ment|er|or|ist|ure|age|ate|ant|port)$"), "s"),),
}
_BEFORE_NOUNS: dict[Language, tuple[str, ...]] = {
    "de": tuple(
        "mein meine meinen meinem meiner ein eine einen einem einer kein keine keinen die der das den dem ihr ihre"
        " ihren ihrer ihrem unser unsere unseren".split()
    ),
    "en": tuple("my the your our his her an".split()),
}
_DOCTOR = re.compile(r"\b(Doktor|Doctor|Dr\.?) ([^\W\d_]+)")
_PIECE = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Span:
    begins: int
    ends: int
    meant: str
    likeness: float


def with_meant_words(text: str, language: Language, lexicon: Lexicon, named: Sequence[str] = ()) -> str:
    """The text with such words put right, as they are written in the lists. `named`: said alone by the caller, as they
    were heard then, likeliest first."""
    text = with_urgency_meant(_with_doctors(_with_expressions(text, language), lexicon), language)
    strange = set(strange_words(text, language))
    if not strange:
        return text
    text = _with_named(text, named, strange)
    words = [*_of_messages(language), *_of_business(lexicon, language)]
    text, strange = _taken_apart(text, strange, words, language)
    pieces = list(_PIECE.finditer(text))
    found: list[_Span] = []
    for nth, piece in enumerate(pieces):
        if piece[0] not in strange:
            continue
        spans = [pieces[first : last + 1] for first, last in ((nth, nth), (nth, nth + 1), (nth - 1, nth)) if first >= 0]
        meant = [one for span in spans if (one := _meant(text, span, words)) is not None]
        if meant:
            found.append(max(meant, key=lambda one: one.likeness))
    for span in sorted(found, key=lambda one: -one.begins):
        if text[span.begins : span.ends].strip():
            text = text[: span.begins] + span.meant + text[span.ends :]
    return text


def _with_doctors(text: str, lexicon: Lexicon) -> str:
    """ "Doctor Aidan", where there is a Doctor Aydin and none of the other name."""
    names = [name.split()[-1] for name in lexicon.staff_words("de") if name.startswith("Doktor ")]

    def as_meant(found: re.Match[str]) -> str:
        ranked = sorted(((likeness(found[2], name), name) for name in names), reverse=True)
        if not ranked or found[2] in names or ranked[0][0] < LIKE_IT:
            return found[0]
        others = [alike for alike, _ in ranked[1:2]]
        return f"{found[1]} {ranked[0][1]}" if not others or ranked[0][0] - others[0] >= AHEAD else found[0]

    return _DOCTOR.sub(as_meant, text)


def _with_expressions(text: str, language: Language) -> str:
    """ "Night guard" for "night card", also where both are words."""
    for expression in (one for one in _of_messages(language) if " " in one):
        expected = expression.split()
        pieces = list(_PIECE.finditer(text))
        for first in range(len(pieces) - len(expected) + 1):
            span = pieces[first : first + len(expected)]
            heard = text[span[0].start() : span[-1].end()]
            if _is_meant(heard.split(), expected):
                text = text[: span[0].start()] + expression + text[span[-1].end() :]
                break
    return text


def _is_meant(heard: Sequence[str], expected: Sequence[str]) -> bool:
    """No other form of a word ("tax returns"), and never all of them."""
    pairs = [(fold(one), fold(other)) for one, other in zip(heard, expected, strict=False)]
    wrong = [(one, other) for one, other in pairs if one != other]
    another_form = any(one.startswith(other) or other.startswith(one) for one, other in wrong)
    if len(heard) != len(expected) or not wrong or len(wrong) == len(pairs) or another_form:
        return False
    return likeness(" ".join(heard), " ".join(expected)) >= LIKE_EXPRESSION


def _with_named(text: str, named: Sequence[str], strange: set[str]) -> str:
    for word in named:
        wrong = max(strange, key=lambda one: likeness(one, word), default=None)
        if wrong is not None and LIKE_NAMED <= likeness(wrong, word) < 1:
            return re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", word, text, count=1)
    return text


def _taken_apart(text: str, strange: set[str], words: Sequence[str], language: Language) -> tuple[str, set[str]]:
    """ "Meinerenzgenbilder" begins with a word that stands before nouns, and goes on like a known one."""
    for word in sorted(strange):
        behind = re.search(rf"(?<!\w){re.escape(word)}( [^\W\d_]+)?", text)
        parts = [
            (first, rest)
            for first in _BEFORE_NOUNS[language]
            if word.lower().startswith(first) and len(rest := word[len(first) :]) >= LEAST_LETTERS
        ]
        if behind is None or not parts:
            continue
        after = behind[1] or ""
        alike, first, rest = max(
            ((_like_one_of(words, {rest, rest + after}), first, rest) for first, rest in parts), key=itemgetter(0)
        )
        if alike >= LIKE_IT:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", f"{word[: len(first)]} {rest}", text)
            strange = strange - {word} | {rest}
    return text, strange


def _like_one_of(words: Sequence[str], hearings: set[str]) -> float:
    return max(likeness(heard, word) for heard in hearings for word in words)


def _meant(text: str, span: Sequence[re.Match[str]], words: Sequence[str]) -> _Span | None:
    begins, ends = span[0].start(), span[-1].end()
    heard = text[begins:ends]
    if re.search(r"[.!?,]", heard) is not None or len(heard) < LEAST_LETTERS:
        return None
    ranked = sorted(((likeness(heard, word), word) for word in words), reverse=True)[:8]
    best, word = ranked[0]
    others = [alike for alike, other in ranked if not _same_stem(other, word)]
    if best < LIKE_IT or (others and best - others[0] < AHEAD):
        return None
    if word[0].islower() and heard[0].isupper():
        word = word[0].upper() + word[1:]
    return _Span(begins, ends, word, best)


def _same_stem(one: str, other: str) -> bool:
    """ "Röntgenbild" and "Röntgenbilder" are no two words."""
    return fold(one)[:LEAST_LETTERS] == fold(other)[:LEAST_LETTERS]


@lru_cache(maxsize=2)
def _of_messages(language: Language) -> tuple[str, ...]:
    """With the plurals that follow a rule."""
    words = read_lines(PROMPTS_DIR / "messages" / f"{language}.txt")
    rules = _PLURALS[language]
    plurals = (word + ending for word in words for rule, ending in rules if rule.search(word) is not None)
    return tuple(dict.fromkeys((*words, *plurals)))


def _of_business(lexicon: Lexicon, language: Language) -> list[str]:
    """Its offerings and its staff, each word of their names."""
    return [
        word for name in lexicon.staff_words(language) for word in _PIECE.findall(name) if len(word) >= LEAST_LETTERS
    ]
