"""Answers from the business's own data: frequent questions, opening hours, the address, what is offered.

Never from elsewhere.
"""

import math
import re
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path

from rapidfuzz import fuzz

from app.dialogue.intent_rules import plain_words
from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Business, Language, Spans
from app.domain.spoken.folding import words
from app.domain.spoken.say import say_date, say_list, say_time

FAQ_SURE = 0.5

_HOURS = {
    "de": re.compile(
        r"\b(öffnungszeiten|oeffnungszeiten|sprechzeiten|sprechstunden?|geöffnet|geoeffnet"
        r"|geschlossen|macht ihr (auf|zu)|machen sie (\w+ )?(auf|zu)"
        r"|(haben|hat|habt) (sie|ihr|die praxis)\b.*\b(auf|offen|zu|geöffnet|geschlossen)"
        r"|noch offen|noch auf|offen|wie lange (haben sie|sind sie|kann ich)\b.*"
        r"|(haben|hat|habt) (sie|ihr) (am )?\w+tags? auch$"  # "auf", as a telephone line has it
        r"|wann (öffnen|schließen|öffnet|schließt|macht|machen))\b"
    ),
    "en": re.compile(
        r"\b(opening (hours|times)|office hours|business hours|your hours|are you (still )?(open"
        r"|closed)|when do you (open|close)|what time do you (open|close)"
        r"|do you (open|close)|still open|you open|you closed)\b"
    ),
}
_HOURS_NOT = {
    "de": re.compile(r"\b(termin|frei|wie lange dauert|wie lange muss|wie lange müsste|warten)\b"),
    "en": re.compile(r"\b(appointment|slot|free|how long does)\b"),
}
_ADDRESS = {
    "de": re.compile(
        r"\b(adresse|anschrift|wo (sind|ist|liegt|finde|befindet|sitzen)\b.*(sie|praxis|ihr|euch"
        r"|laden|werkstatt|kanzlei|büro|ich)|welche[rn]? straße|hausnummer|wo genau"
        r"|wohin muss ich)\b"
    ),
    "en": re.compile(
        r"\b(address|where (are you|is the (practice|office|clinic|shop)|is your|can i find"
        r"|do i find)|which street|located|location)\b"
    ),
}
_PRICE = {
    "de": re.compile(r"\b(kostet|kosten|preis|teuer|bezahlen|zahlen)\b"),
    "en": re.compile(r"\b(costs?|price|expensive|how much|charge|pay)\b"),
}
_DURATION = {
    "de": re.compile(
        r"\bwie lange\b.*\b(dauert|dauern|brauch\w*|geht|sitz\w*)\b|\bwie lang\b.*\bdauert\b"
        r"|\bdauert (das|die|so|eine|ein)\b"
    ),
    "en": re.compile(r"\bhow long\b.*\b(take|takes|last|is|be)\b"),
}
_WHO = {
    "de": re.compile(r"\bwer\b.*\b(macht|behandelt|arbeitet|bietet|ist bei ihnen|zuständig)\b"),
    "en": re.compile(r"\bwho\b.*\b(does|do|works|treats|treat|offers|performs)\b"),
}
_DO_YOU = {
    "de": re.compile(r"\b(machen|bieten|behandeln|führen|haben) sie\b"),
    "en": re.compile(r"\b(do you (do|offer|have|provide|perform|also)|can you do)\b"),
}
_MAY = {
    "de": re.compile(r"\b(darf|dürfen|dürfte|dürften|erlaubt|gestattet)\b"),
    "en": re.compile(r"\b(may|allowed|permitted)\b"),
}
_MUST = {
    "de": re.compile(r"\b(muss|müssen|soll|sollte|sollen)\b"),
    "en": re.compile(r"\b(must|should|have to|need to)\b"),
}
"""What one has to do is no answer to what one may: the list of what to bring tells nobody whether a dog may come."""
_STOP = {
    "de": frozenset(
        words(
            "ich sie wir der die das den dem ein eine einen und oder bei ihnen ihr ihre ist sind"
            " es mir man auch denn noch mal bitte eigentlich zu zum zur in mit wie wo was wann"
            " kann muss ja aber da so im am"
        )
    ),
    "en": frozenset(
        words(
            "i you we the a an and or at your is are it me to do does can how what where when"
            " please there for in with my of on be should"
        )
    ),
}


class Knowledge:
    """One business's. Built once."""

    def __init__(self, business: Business, prompts_dir: Path = PROMPTS_DIR) -> None:
        topics = read_yaml(prompts_dir / "synonyms" / "topics.yaml")
        self._faq = {language: _Matcher(business, language, topics[language]) for language in ("de", "en")}

    def faq(self, text: str, language: Language) -> tuple[str, float] | None:
        """The best answer and how sure it is (0..1); None when the business has no entry in this language."""
        return self._faq[language].best(text)

    def kind(self, text: str, language: Language) -> str | None:
        """hours, address, price, duration, who, do_you: what the wording alone tells."""
        said = plain_words(text)
        if _HOURS[language].search(said) and not _HOURS_NOT[language].search(said):
            return "hours"
        for kind, pattern in (
            ("duration", _DURATION),
            ("price", _PRICE),
            ("address", _ADDRESS),
            ("who", _WHO),
            ("do_you", _DO_YOU),
        ):
            if pattern[language].search(said):
                return kind
        return None


class _Matcher:
    """Finds the entry that shares the rare words or topics with what was asked; frequent words decide nothing."""

    def __init__(self, business: Business, language: Language, topics: list[list[str]]) -> None:
        self._language = language
        self._topics = [frozenset(word for entry in topic for word in words(entry)) for topic in topics]
        entries = [(e.questions[language], e.answers[language]) for e in business.faq if language in e.questions]
        self._answers = [answer for _, answer in entries]
        self._questions = [self._features(question) for question, _ in entries]
        self._of_duties = [_MUST[language].search(plain_words(question)) is not None for question, _ in entries]
        self._fully = [self._features(f"{question} {answer}") for question, answer in entries]
        self._rarity = {
            feature: math.log(1 + len(entries) / sum(feature in full for full in self._fully))
            for full in self._fully
            for feature in full
        }

    def best(self, text: str) -> tuple[str, float] | None:
        said = self._features(text)
        if not self._answers or not said:
            return None
        scores = [
            self._score(said, question, full) for question, full in zip(self._questions, self._fully, strict=True)
        ]
        if _MAY[self._language].search(plain_words(text)):
            scores = [score / 2 if duty else score for score, duty in zip(scores, self._of_duties, strict=True)]
        best = max(range(len(scores)), key=scores.__getitem__)
        return self._answers[best], scores[best]

    def _score(self, said: frozenset[str], question: frozenset[str], full: frozenset[str]) -> float:
        """How much of the question's weight was said, and how much of what was said the entry knows."""
        weight = sum(self._rarity[feature] for feature in question)
        hit = sum(self._rarity[f] * self._nearest(f, said) for f in question)
        known = sum(self._nearest(f, full) for f in said) / len(said)
        topic = any(f.startswith("#") for f in said & question)
        return min(1.0, 0.6 * (hit / weight if weight else 0.0) + 0.3 * known + (0.2 if topic else 0.0))

    @staticmethod
    def _nearest(feature: str, among: frozenset[str]) -> float:
        if feature in among:
            return 1.0
        if feature.startswith("#") or len(feature) < 5:
            return 0.0
        best = max((fuzz.ratio(feature, other) for other in among if not other.startswith("#")), default=0.0)
        return 0.8 if best >= 80 else 0.0

    def _features(self, text: str) -> frozenset[str]:
        """Telling words, each named by its topic when it has one ("#3")."""
        features: set[str] = set()
        for word in words(text):
            if word in _STOP[self._language]:
                continue
            topic = next((nth for nth, topic in enumerate(self._topics) if word in topic), None)
            features.add(word if topic is None else f"#{topic}")
        return frozenset(features)


# --- opening hours ----------------------------------------------------------------------------------------------------

DAY_NAMES: dict[str, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_BETWEEN = {"de": ("von", "bis"), "en": ("from", "to")}


def weekday_in(text: str, language: Language) -> int | None:
    """ "samstags", "on Saturdays": the weekday that is named, when it is only one."""
    said = words(text)
    named = {
        nth
        for nth, name in enumerate(DAY_NAMES[language])
        for word in said
        if word in (name.lower(), f"{name.lower()}s") or (name == "Samstag" and word in ("sonnabend", "sonnabends"))
    }
    return named.pop() if len(named) == 1 else None


def say_spans(spans: Spans, language: Language) -> str:
    begin, end = _BETWEEN[language]
    parts = [f"{begin} {say_time(opens, language)} {end} {say_time(closes, language)}" for opens, closes in spans]
    return say_list(parts, language)


def say_week(business: Business, language: Language) -> str:
    """Days with the same hours together; short: first opening to last closing when there is only a noon break."""
    runs: list[str] = []
    days = [(nth, spans) for nth, spans in enumerate(business.hours.weekly) if spans]
    for spans, group in groupby(days, key=lambda day: day[1]):
        numbers = [nth for nth, _ in group]
        runs.append(f"{_say_days(numbers, language)} {say_spans(spans, language)}")
    return ", ".join(runs)


def _say_days(numbers: list[int], language: Language) -> str:
    names = DAY_NAMES[language]
    if len(numbers) == 1:
        return names[numbers[0]]
    if len(numbers) == 2:
        return say_list([names[nth] for nth in numbers], language)
    return f"{names[numbers[0]]} {'bis' if language == 'de' else 'to'} {names[numbers[-1]]}"


def day_with_article(day: date, language: Language, *, today: date) -> str:
    said = say_date(day, language, today=today)
    if (day - today).days in (0, 1):
        return said[:1].upper() + said[1:]
    return f"{'Am' if language == 'de' else 'On'} {said},"


def is_open(business: Business, local_now: datetime) -> bool:
    return any(opens <= local_now.time() < closes for opens, closes in business.hours.spans(local_now.date()))


def closes_today(business: Business, local_now: datetime) -> time | None:
    """When the business closes for good today; None when it has, or does not open."""
    later = [closes for _, closes in business.hours.spans(local_now.date()) if local_now.time() < closes]
    return later[-1] if later else None
