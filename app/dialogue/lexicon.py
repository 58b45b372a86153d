"""Which offering and which person a sentence speaks of: names of the business, synonyms of its trade, also misheard."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Business, Language, Offering, Resource, ResourceKind
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.folding import words

FUZZY_FROM_LETTERS = 6
FUZZY_RATIO = 84.0
FUZZY_RATIO_OTHER_START = 87.0  # "Sanreinigung"
NAME_RATIO = 78.0

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
class Mention:
    """A thing found in the words [start, end) of the text; higher `score` is surer."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class OfferingMention(Mention):
    key: OfferingKey
    rank: int  # lower = decides first
    denied: bool = False


Term = tuple[tuple[str, ...], OfferingKey, int]  # words, what they mean, rank


class Lexicon:
    """One business's vocabulary. Built once, shared by its calls."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        self.business = business
        self._terms = {language: _terms(business, language, prompts_dir) for language in ("de", "en")}
        self._people = [
            (resource.id, _name_words(resource.name))
            for resource in business.resources
            if resource.kind is ResourceKind.PERSON
        ]

    def offerings(self, text: str, language: Language) -> tuple[OfferingKey, ...]:
        """The offerings that are wanted, the most urgent first; not one that is denied ("keine Kontrolle")."""
        mentions = self.mentions(text, language)
        wanted = [mention for mention in mentions if not mention.denied]
        wanted.sort(key=lambda mention: mention.rank)
        return tuple(dict.fromkeys(mention.key for mention in wanted))

    def mentions(self, text: str, language: Language) -> list[OfferingMention]:
        said = words(text)
        found: list[OfferingMention] = []
        for term, key, rank in self._terms[language]:
            for mention in _find(term, said):
                denied = _denies(said[max(0, mention.start - 3) : mention.start], language) or _denies_after(
                    said[mention.end :], language
                )
                found.append(OfferingMention(mention.start, mention.end, mention.score, key, rank, denied))
        return _without_overlaps(found)

    def person(self, text: str) -> ResourceId | None:
        """A person of the staff, named with a title or a preposition: a bare surname may be the caller's own."""
        said = words(text)
        best: tuple[float, ResourceId] | None = None
        for nth, word in enumerate(said):
            if len(word) < 3 or not self._introduced(said, nth):
                continue
            for resource_id, name in self._people:
                score = max(fuzz.ratio(word, part) for part in name)
                if score >= NAME_RATIO and (best is None or score > best[0]):
                    best = (score, resource_id)
        return best[1] if best else None

    def _introduced(self, said: Sequence[str], nth: int) -> bool:
        if nth and said[nth - 1] in _TITLES:
            return True
        return (
            nth > 1
            and said[nth - 2] in _TITLES
            and any(fuzz.ratio(said[nth - 1], part) >= NAME_RATIO for _, name in self._people for part in name)
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


def offering_name(offering: Offering, language: Language) -> str:
    return offering.names.get(language) or next(iter(offering.names.values()))


def spoken_name(resource: Resource, language: Language) -> str:
    """ "Dr. Anna Sommer" -> "Doktor Sommer"; without a title the full name."""
    parts = resource.name.replace(".", ". ").split()
    if parts and parts[0].rstrip(".").lower() in ("dr", "prof"):
        title = {"dr": {"de": "Doktor", "en": "Doctor"}, "prof": {"de": "Professor", "en": "Professor"}}
        return f"{title[parts[0].rstrip('.').lower()][language]} {parts[-1]}"
    return resource.name


def _terms(business: Business, language: Language, prompts_dir: Path) -> list[Term]:
    """Synonyms in the order of their groups, then the offerings' own names with the rank of their first group."""
    terms: dict[tuple[str, ...], tuple[OfferingKey, int]] = {}
    ranks: dict[OfferingKey, int] = {}
    path = prompts_dir / "synonyms" / f"{business.industry}.yaml"
    groups = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    for rank, group in enumerate(groups):
        offering = next((o for o in business.offerings if _is_meant(o, group["for"])), None)
        if offering is None:
            continue
        ranks.setdefault(offering.key, rank)
        for synonym in group.get(language, ()):
            terms.setdefault(tuple(words(synonym)), (offering.key, rank))
    for offering in business.offerings:
        own = tuple(words(offering_name(offering, language)))
        terms.setdefault(own, (offering.key, ranks.get(offering.key, len(groups))))
    return [(term, key, rank) for term, (key, rank) in terms.items()]


def _is_meant(offering: Offering, marks: Sequence[str]) -> bool:
    names = [words(name) for name in (offering.key.replace("_", " "), *offering.names.values())]
    named = {word for name in names for word in name} | {"".join(name) for name in names}
    return any(set(words(mark.replace("_", " "))) <= named or "".join(words(mark)) in named for mark in marks)


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if word not in _TITLE_WORDS and len(word) > 2)


def _find(term: tuple[str, ...], said: Sequence[str]) -> Iterable[Mention]:
    """Exact anywhere; nearly right when the term is long; also cut in two ("Zahn Reinigung") or run together."""
    joined = "".join(term)
    fuzzy = len(joined) >= FUZZY_FROM_LETTERS
    for length in {max(1, len(term) - 1), len(term), len(term) + 1}:
        for start in range(len(said) - length + 1):
            piece = "".join(said[start : start + length])
            if length == len(term) and tuple(said[start : start + length]) == term:
                yield Mention(start, start + length, 100.0)
            elif fuzzy and abs(len(piece) - len(joined)) <= 3:
                score = max(fuzz.ratio(piece, joined), fuzz.ratio(_as_spoken(piece), _as_spoken(joined)))
                if score >= (FUZZY_RATIO if piece[:1] == joined[:1] else FUZZY_RATIO_OTHER_START):
                    yield Mention(start, start + length, score - 1)


def _as_spoken(word: str) -> str:
    """Spellings of one sound made alike: "Profilaxe" is the Prophylaxe."""
    for written, sound in (("ph", "f"), ("th", "t"), ("ck", "k"), ("y", "i"), ("ie", "i"), ("dt", "t")):
        word = word.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", word)


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
