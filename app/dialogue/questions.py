"""Answers from the business's own data: frequent questions, opening hours, the address, what is offered. Never from elsewhere."""

import re
from datetime import date, datetime, time, timedelta
from itertools import groupby

import numpy as np
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from app.dialogue.intent_rules import plain_words
from app.domain.business import Business, Language, Spans
from app.domain.spoken.folding import fold, words
from app.domain.spoken.say import say_date, say_list, say_time

FAQ_SURE = 0.42

_HOURS = {
    "de": re.compile(
        r"\b(öffnungszeiten|oeffnungszeiten|sprechzeiten|sprechstunden?|geöffnet|geoeffnet"
        r"|geschlossen|macht ihr (auf|zu)|machen sie (\w+ )?(auf|zu)"
        r"|(haben|hat|habt) (sie|ihr|die praxis)\b.*\b(auf|offen|zu|geöffnet|geschlossen)"
        r"|noch offen|noch auf|offen|wie lange (haben sie|sind sie|kann ich)\b.*"
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

    def __init__(self, business: Business) -> None:
        self._business = business
        self._faq = {language: _Matcher(business, language) for language in ("de", "en")}

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
    """Weighted words and characters of the questions, so that a paraphrase with the decisive word is near."""

    def __init__(self, business: Business, language: Language) -> None:
        self._language = language
        entries = [(e.questions[language], e.answers[language]) for e in business.faq if language in e.questions]
        self._answers = [answer for _, answer in entries]
        self._questions = [question for question, _ in entries]
        if not entries:
            return
        texts = [self._bare(f"{question} {answer}") for question, answer in entries]
        self._chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(texts)
        self._from_question = self._chars.transform([self._bare(question) for question in self._questions])
        self._from_all = self._chars.transform(texts)

    def best(self, text: str) -> tuple[str, float] | None:
        if not self._answers:
            return None
        said = self._bare(text)
        if not said:
            return None
        asked = self._chars.transform([said])
        near = np.asarray((asked @ self._from_question.T).todense())[0]
        also = np.asarray((asked @ self._from_all.T).todense())[0]
        alike = np.array([self._word_overlap(said, question) for question in self._questions])
        scores = 0.5 * near + 0.2 * also + 0.5 * alike
        best = int(scores.argmax())
        return self._answers[best], float(min(1.0, scores[best]))

    def _word_overlap(self, said: str, question: str) -> float:
        """Share of the question's telling words that were said, near spellings included."""
        telling, heard = self._bare(question).split(), said.split()
        if not telling:
            return 0.0
        hits = sum(max((fuzz.ratio(word, other) for other in heard), default=0) >= 75 for word in telling)
        return hits / len(telling)

    def _bare(self, text: str) -> str:
        return " ".join(word for word in words(text) if word not in _STOP[self._language])


# --- opening hours ----------------------------------------------------------------------------------------------------

_DAY_NAMES: dict[str, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_BETWEEN = {"de": ("von", "bis"), "en": ("from", "to")}


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
    names = _DAY_NAMES[language]
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


def folded(text: str) -> str:
    return fold(text)


def next_day(day: date) -> date:
    return day + timedelta(days=1)
