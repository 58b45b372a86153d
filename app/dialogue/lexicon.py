"""Which offering and which person a sentence speaks of: names of the business, synonyms of its trade, also misheard."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from app.dialogue.mentions import EXACT, Mention, Phrase, Said, phrase
from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Business, Language, Offering, Resource, ResourceKind
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.folding import fold, words
from app.quick_yaml import parse_yaml

SURELY_MEANT = 91.0
"""Beside a word that is one of ours, another counts only if it is nearly one: "for troubling you" is no throbbing."""
NAME_RATIO = 78.0
MISHEARD_RATIO = 58.0
"""So like somebody of the staff a recogniser may have written it ("Doktor Algin" for Aydin): no stranger."""
_COMPOUNDS = ("termin", "stermin", "termine", "stermine")  # "Beratungstermin"
_LEAST_OF_COMPOUND = 7  # letters of what stands before it: "auch Termine" sounds like "Akuttermine"
_APART = re.compile(r"\b(tut|tuts|tun)((?: (?!nicht\b|kein|nie\b|kaum\b)[^\W\d_]+){1,4}) weh\b", re.IGNORECASE)
""" "Tut jetzt richtig weh": the two halves of one word."""
_ASKED_AGAIN = 16  # texts of which the mentions are remembered: a turn asks several times for those of one

_DENIALS = {
    "de": frozenset("keine kein keinen nicht statt anstatt ohne anstelle".split()),
    "en": frozenset("no not without instead don't doesn't isn't aren't nothing never".split()),
}
_DENIED_AFTER = {
    "de": re.compile(
        r"^((habe?|hatte|spuere|ich|tut|tun|sind|ist|es|das|da|mir|aber|jetzt|zum glueck|dabei) ){0,4}"
        r"((gar |ueberhaupt )?(keine|keinerlei|nichts)|tut (es|er|das|mir) nicht$)"
    ),
    "en": re.compile(r"^((i|it|there|is|have|that) ){1,3}(isn't|is not|not)( at all| any| one| really)?$"),
}
_PARTS = frozenset("eine einen ein die der den das zur zum of a an the for fuer von doch".split())
_TITLES = frozenset(
    "doktor dr doctor frau herr herrn herren fraeulein mrs mr mister miss ms missis bei zu zur"
    " zum mit von with see by to beim".split()
)
_ARTICLES = frozenset({"der", "dem", "die", "den"})
""" "Bei der Katja"."""
_IS = frozenset("is ist".split())
_AT_WORK = frozenset("in there free working available da frei im".split())
_ASKED_OF_STAFF = frozenset("does has hat macht arbeitet".split())
_STAFF_DOES = frozenset("usually normally always does did cuts macht schneidet".split())
_INTRODUCES = frozenset("is ist it's its i'm im name heisse this hi hello hallo".split())
_WANTED_BESIDE = frozenset("wieder mehr gern gerne unbedingt again be seen my mein meinen den dem der".split())
_TITLE_WORDS = frozenset("dr prof dipl med dent doktor doctor ing mag".split())
_ANYONE = {
    "de": (
        "egal bei wem",
        "bei wem ist egal",
        "wem ist mir egal",
        "egal wer",
        "wer ist egal",
        "bei wem auch immer",
        "irgendjemand",
        "irgendwer",
        "keine praeferenz",
        "wer frei ist",
        "wer zeit hat",
        "egal welcher arzt",
        "welcher arzt ist egal",
        "kann auch jemand anders sein",
        "auch bei jemand anderem",
        "egal zu wem",
    ),
    "en": (
        "anyone",
        "anybody",
        "whoever",
        "doesn't matter who",
        "don't mind who",
        "don't care who",
        "any doctor",
        "any dentist",
        "no preference",
        "someone else is fine",
    ),
}


@dataclass(frozen=True, slots=True)
class OfferingMention(Mention):
    key: OfferingKey
    rank: int  # lower = decides first
    denied: bool = False


Term = tuple[Phrase, OfferingKey, int]  # words, what they mean, rank


class Lexicon:
    """One business's vocabulary. Built once, shared by its calls."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        self.business = business
        self._terms = {
            (language, ails): _terms(business, language, prompts_dir, ails=ails)
            for language in ("de", "en")
            for ails in (False, True)
        }
        self._mentions = lru_cache(_ASKED_AGAIN)(self._look_for_mentions)
        self._people = [
            (resource.id, _name_words(resource.name))
            for resource in business.resources
            if resource.kind is ResourceKind.PERSON
        ]

    def offerings(self, text: str, language: Language) -> tuple[OfferingKey, ...]:
        """The offerings that are wanted, the most urgent first; not one that is denied ("keine Kontrolle")."""
        mentions = self.mentions(text, language)
        least = SURELY_MEANT if any(mention.score >= EXACT for mention in mentions) else 0.0
        wanted = sorted((one for one in mentions if not one.denied and one.score >= least), key=_rank)
        return tuple(dict.fromkeys(mention.key for mention in wanted))

    def ailments(self, text: str, language: Language) -> tuple[OfferingKey, ...]:
        """What a trouble is looked at in: "die Krone wackelt". For callers of whom no wish is known or heard."""
        found = self._mentions(text, language, ails=True)
        wanted = sorted((one for one in found if not one.denied), key=_rank)
        return tuple(one.key for one in wanted[:1])

    def mentions_with_trouble(self, text: str, language: Language) -> Sequence[OfferingMention]:
        """ "Bremsen und TÜV": with the one trouble that stands beside what is named; a story of several is none."""
        named, troubles = self.mentions(text, language), self._mentions(text, language, ails=True)
        return sorted((*named, *troubles), key=lambda one: one.start) if len(troubles) == 1 else named

    def mentions(self, text: str, language: Language) -> Sequence[OfferingMention]:
        return self._mentions(text, language, ails=False)

    def _look_for_mentions(self, text: str, language: Language, *, ails: bool) -> tuple[OfferingMention, ...]:
        said = Said(_APART.sub(r"\1 weh\2", text) if language == "de" else text)
        found: list[OfferingMention] = []
        for term, key, rank in self._terms[language, ails]:
            for mention in said.mentions(term):
                denied = _denies(said.words[max(0, mention.start - 3) : mention.start], language) or _denies_after(
                    said.words[mention.end :], language
                )
                found.append(OfferingMention(mention.start, mention.end, mention.score, key, rank, denied))
        return tuple(_without_overlaps(found))

    def person(self, text: str) -> ResourceId | None:
        """A person of the staff, named with a title or a preposition: a bare surname may be the caller's own."""
        named = [(score, person) for score, person, denied in self._named(text) if not denied]
        return max(reversed(named), key=lambda one: one[0])[1] if named else None  # who is named last is wanted

    def avoided(self, text: str) -> ResourceId | None:
        """Whom the caller does not want: "bitte nicht bei Herrn Weber"."""
        return next((person for _, person, denied in self._named(text) if denied), None)

    def names_staff(self, text: str) -> bool:
        """Wanted or not, and perhaps misheard."""
        return any(True for _ in self._named(text, MISHEARD_RATIO))

    def _named(self, text: str, least: float = NAME_RATIO) -> Iterable[tuple[float, ResourceId, bool]]:
        said = words(text)
        for nth, word in enumerate(said):
            if len(word) < 3 or not self._introduced(said, nth):
                continue
            before = [one for one in said[max(0, nth - 5) : nth] if one not in _TITLES | _PARTS | _WANTED_BESIDE]
            denied = bool(before) and any(before[-1] in {*denials, "als", "than"} for denials in _DENIALS.values())
            for resource_id, name in self._people:
                score = max(fuzz.ratio(word, part) for part in name)
                if score >= least:
                    yield score, resource_id, denied

    def _introduced(self, said: Sequence[str], nth: int) -> bool:
        if nth and said[nth - 1] in _TITLES:
            return True
        if any(said[nth] == name[0] for _, name in self._people) and _does_work(said, nth):
            return True
        return (
            nth > 1
            and said[nth - 2] in _TITLES
            and (
                said[nth - 1] in _ARTICLES
                or any(fuzz.ratio(said[nth - 1], part) >= NAME_RATIO for _, name in self._people for part in name)
            )
        )

    def anyone(self, text: str, language: Language) -> bool:
        said = " ".join(words(text))
        return any(phrase in said for phrase in _ANYONE[language])

    def staff_words(self, language: Language) -> tuple[str, ...]:
        """Names of people and offerings, as hints for the recogniser."""
        people = [r.name.replace("Dr.", "Doktor") for r in self.business.resources if r.kind is ResourceKind.PERSON]
        return (*people, *self.offering_words(language))

    def offering_words(self, language: Language) -> tuple[str, ...]:
        return tuple(offering_name(offering, language) for offering in self.business.offerings)


def _does_work(said: Sequence[str], nth: int) -> bool:
    """ "Tim usually does my hair", "is Tim in?": who is called by a first name as the staff is."""
    before, after = said[nth - 1] if nth else "", said[nth + 1] if nth + 1 < len(said) else ""
    if before in _IS:
        return after in _AT_WORK  # "is Tim in?"; "my name is Tim" is the caller's own
    return before in _ASKED_OF_STAFF or (after in _STAFF_DOES and before not in _INTRODUCES)


def offering_name(offering: Offering, language: Language) -> str:
    return offering.names.get(language) or next(iter(offering.names.values()))


_BEHIND_A_STOP = re.compile(r"(?<=\w{5})[.!?:;]\s.*", re.DOTALL)
"""Abbreviations are shorter: "Dr.", "Dipl. Ing."."""


def spoken_name(resource: Resource, language: Language) -> str:
    """ "Dr. Anna Sommer" -> "Doktor Sommer"; without a title the full name.

    What stands behind a full stop is no name, whoever wrote it there.
    """
    name = _BEHIND_A_STOP.sub("", resource.name)
    parts = name.replace(".", ". ").split()
    if parts and parts[0].rstrip(".").lower() in ("dr", "prof"):
        title = {"dr": {"de": "Doktor", "en": "Doctor"}, "prof": {"de": "Professor", "en": "Professor"}}
        return f"{title[parts[0].rstrip('.').lower()][language]} {parts[-1]}"
    return name


def _rank(mention: OfferingMention) -> int:
    return mention.rank


def _terms(business: Business, language: Language, prompts_dir: Path, *, ails: bool = False) -> list[Term]:
    """Synonyms in the order of their groups, then the offerings' own names with the rank of their first group.

    `ails`: only the words for a trouble.
    """
    terms: dict[tuple[str, ...], tuple[OfferingKey, int]] = {}
    ranks: dict[OfferingKey, int] = {}
    path = prompts_dir / "synonyms" / f"{business.industry}.yaml"
    groups = parse_yaml(path.read_text(encoding="utf-8")) if path.exists() else []
    for rank, group in enumerate(groups):
        offering = offering_meant(business.offerings, group.get("for", ()))
        if offering is None or bool(group.get("ails")) is not ails:
            continue
        ranks.setdefault(offering.key, rank)
        for synonym in group.get(language, ()):
            term = tuple(words(synonym))
            terms.setdefault(term, (offering.key, rank))
            long = language == "de" and len(term) == 1 and len(term[0]) >= _LEAST_OF_COMPOUND
            for compound in _COMPOUNDS if long else ():
                terms.setdefault((term[0] + compound,), (offering.key, rank))
    for offering in business.offerings if not ails else ():
        own = tuple(words(offering_name(offering, language)))
        terms.setdefault(own, (offering.key, ranks.get(offering.key, len(groups))))
    return [(phrase(term), key, rank) for term, (key, rank) in terms.items()]


def offering_meant(offerings: Iterable[Offering], marks: Sequence[str]) -> Offering | None:
    """The one that is called just so, before one that has the word in its name: "inspection", not "main_inspection"."""
    meant = [one for one in offerings if is_meant(one, marks)]
    called = {fold(mark) for mark in marks}
    named = (one for one in meant if not called.isdisjoint(map(fold, (one.key, *one.names.values()))))
    return next(named, meant[0] if meant else None)


def is_meant(offering: Offering, marks: Sequence[str]) -> bool:
    """Whether it is what a trade's file lists words for."""
    names = [words(name) for name in (offering.key.replace("_", " "), *offering.names.values())]
    named = {word for name in names for word in name} | {"".join(name) for name in names}
    return any(set(words(mark.replace("_", " "))) <= named or "".join(words(mark)) in named for mark in marks)


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if word not in _TITLE_WORDS and len(word) > 2)


def _without_overlaps(found: list[OfferingMention]) -> list[OfferingMention]:
    kept: list[OfferingMention] = []
    for mention in sorted(found, key=lambda m: (-m.score, -(m.end - m.start))):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _denies_after(after: Sequence[str], language: Language) -> bool:
    """ "Schmerzen habe ich keine"; not "die Füllung hält nicht": that is what ails it."""
    return _DENIED_AFTER[language].match(" ".join(after)) is not None


def _denies(before: Sequence[str], language: Language) -> bool:
    """ "Keine Kontrolle", "instead of a check-up"; not "a new one instead, a check-up"."""
    telling = [word for word in before if word not in _PARTS]
    if not telling or telling[-1] not in _DENIALS[language]:
        return False
    return telling[-1] != "instead" or "of" in before
