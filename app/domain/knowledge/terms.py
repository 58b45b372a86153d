"""What a question and a statement have in common, word by word: stems, German compounds, slips of a recogniser."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from app.domain.business import Language
from app.domain.word_index import WORD, stem

PART_WEIGHT = 0.8  # of a word met as a part of a compound: "Parkplatz" in "Kundenparkplätze"
SLIP_WEIGHT = 0.8  # of a word that differs by a letter or two
SHORTEST_PART = 4
KIN_WEIGHT = 0.8  # of another word of the same meaning
MOST_REMEMBERED = 2_000

_STOP: Mapping[Language, frozenset[str]] = {
    "de": frozenset(
        "ich sie wir er es ihr du man mich mir mein meine meinen meinem meiner ihnen ihre ihren ihrem ihrer ihr"
        " uns unser unsere unseren der die das den dem des ein eine einen einem einer eines und oder aber auch"
        " noch schon denn doch mal eigentlich bitte ja nein so da dort hier dann wenn als ob dass weil bei beim in"
        " im ins an am auf aus ab bis mit von vom vor zu zum zur nach für über unter um durch gegen ohne pro je"
        " wie was wo wann wer wen wem warum welche welcher welches welchen wieviel viel viele ist sind war bin"
        " sein wird werden wurde hat haben habe hatte hätte hätten kann kannst können könnte könnten muss müssen"
        " müsste darf dürfen soll sollte sollen will wollte möchte möchten würde würden gibt gäbe geben macht"
        " machen mache tun tut geht gehen kommt kommen komme bekomme bekommen kriege kriegen brauche braucht"
        " brauchen nehmen nimmt bieten bietet finde finden sagen wissen gern gerne nicht kein keine keinen nur"
        " sich selbst selber etwas was alle alles diese dieser dieses so eine also äh ähm hallo guten tag sie's"
        " geht's gibt's ihrerseits damit dafür dabei davon daran darauf danach solange überhaupt immer jetzt grade"
        " gerade wohl etwa ungefähr genau wieder sehr ganz mehr".split()
    ),
    "en": frozenset(
        "i you he she it we they me my mine your yours our ours us them their his her its the a an and or but"
        " also too so then if when as that because at in on by with from of to for about over under into per than"
        " how what where who whom which why whose is are was were be been am do does did have has had can could"
        " may might must shall should will would get gets got give take takes taking make makes need needs want"
        " wants there here this these those any some all not no don't i'm i've i'd it's he's she's what's that's"
        " please just really actually uh um hello hi much many happens happen like let up out one still after"
        " before".split()
    ),
}
_KIND_WORDS: Mapping[Language, frozenset[str]] = {
    "de": frozenset(
        "kostet kosten preis preise teuer zahlt zahlen zahle bezahlen lange lang dauert dauern hoch".split()
    ),
    "en": frozenset("cost costs price prices charge charges expensive pay fee long take last late early open".split()),
}


@dataclass(frozen=True, slots=True)
class Word:
    """`plain` = folded, as said; `asks` = it says what kind of thing is asked for, which is judged by itself."""

    stem: str
    plain: str
    asks: bool = False


def said_words(text: str, language: Language) -> list[Word]:
    """The telling words of a text, in order."""
    found = []
    for said in WORD.findall(_JOINED.sub(r"\1\2", text.lower())):
        if said not in _STOP[language] and (len(said) > 1 or said.isdigit()):
            plain = said.translate(_WITHOUT_UMLAUT)
            found.append(Word(stem(said, language), plain, said in _KIND_WORDS[language]))
    return found


@lru_cache(maxsize=4_096)
def question_words(text: str, language: Language) -> tuple[Word, ...]:
    """Once each, in order."""
    return tuple({word.stem: word for word in reversed(said_words(text, language))}.values())[::-1]


_JOINED = re.compile(r"\b([eu])-(auto|bike|bahn|roller|mail|mountainbike)", re.IGNORECASE)
_WITHOUT_UMLAUT = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})


class Kin:
    """Words of one meaning: stem → the numbers of the meanings it is among."""

    def __init__(self, meanings: Sequence[Sequence[str]], language: Language) -> None:
        self._of: dict[str, frozenset[int]] = {}
        for nth, meaning in enumerate(meanings):
            for said in meaning:
                if " " not in said:
                    root = stem(said, language)
                    self._of[root] = self._of.get(root, frozenset()) | {nth}

    def are(self, one: str, other: str) -> bool:
        return bool(self._of.get(one, frozenset()) & self._of.get(other, frozenset()))


class Vocabulary:
    """How rare each stem is in one business's documents and in what callers say anyway, and which words are alike."""

    def __init__(
        self, texts: Iterable[Iterable[Word]], ordinary: Mapping[str, int], ordinary_texts: int, kin: Kin
    ) -> None:
        self._counts: dict[Word, int] = {}
        self._stems: dict[str, int] = {}
        self._texts = 0
        for words in texts:
            self._texts += 1
            every = set(words)
            for word in every:
                self._counts[word] = self._counts.get(word, 0) + 1
            for root in {word.stem for word in every}:
                self._stems[root] = self._stems.get(root, 0) + 1
        self._ordinary = ordinary
        self._ordinary_texts = max(1, ordinary_texts)
        self._kin = kin
        self._alike: dict[str, dict[str, float]] = {}

    def weight(self, root: str) -> float:
        """Of a word that the documents never use: as rare as they come, unless callers say it about anything."""
        here = self._stems.get(root, 0)
        in_documents = math.log(1 + (self._texts - here + 0.5) / (here + 0.5))
        share = self._ordinary.get(root, 0) / self._ordinary_texts
        return in_documents / (1 + 60 * share)

    def alike(self, word: Word) -> Mapping[str, float]:
        """The stems of the documents that say the same or a part of it, with how far: itself 1."""
        known = self._alike.get(word.stem)
        if known is None:
            known = {}
            for other in self._counts:
                share = KIN_WEIGHT if self._kin.are(word.stem, other.stem) else 0.0
                share = max(share, likeness(word, other))
                if share > known.get(other.stem, 0.0):
                    known[other.stem] = share
            if len(self._alike) < MOST_REMEMBERED:
                self._alike[word.stem] = known
        return known


def likeness(one: Word, other: Word) -> float:
    """1 for the same stem, less for a slip or for a part in common, 0 for strangers. `one` is the asked word: of a
    compound that shares one part with another ("Wurzelbehandlung", "Fußbehandlung") only that part is said."""
    if one.stem == other.stem:
        return 1.0
    if not one.plain.isalpha() or not other.plain.isalpha():
        return 0.0
    short, long = sorted((one.plain, other.plain), key=len)
    if len(short) >= 5 and len(long) - len(short) <= 2 and short[0] == long[0] and fuzz.ratio(short, long) >= 85:
        return SLIP_WEIGHT
    root = min(one.stem, other.stem, key=len)
    longer = other.plain if root == one.stem else one.plain
    if len(root) == SHORTEST_PART and root in longer:
        common = len(root)
    else:
        common = _common(short, long)
        if common < 5 or common < 0.6 * len(short):
            return 0.0
    return PART_WEIGHT * min(1.0, (common + 2) / len(one.plain))


@lru_cache(maxsize=262_144)
def _common(short: str, long: str) -> int:
    """Length of the longest run of letters that both have."""
    best = 0
    for start in range(len(short)):
        while start + best < len(short) and short[start : start + best + 1] in long:
            best += 1
    return best
