"""What kind of thing a question asks for, and whether a statement has such a thing in it."""

import re
from collections.abc import Mapping
from enum import StrEnum

from app.domain.business import Language


class Kind(StrEnum):
    PRICE = "price"
    DURATION = "duration"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    NUMBER = "number"  # a telephone number, an address of the net
    HOW_MANY = "how_many"


_NUMBER_DE = (
    r"(?:\d|\b(?:ein|eine|einen|einem|einer|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|fünfzehn"
    r"|zwanzig|dreißig)\b)"
)
_NUMBER_EN = r"(?:\d|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\b)"
_DAYS = r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heiligabend|silvester|feiertag|weihnacht|neujahr"
_DAYS_EN = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|holiday|christmas"

# The order matters: the first that fits is meant.
_ASKED: Mapping[Language, tuple[tuple[Kind, re.Pattern[str]], ...]] = {
    "de": (
        (
            Kind.PRICE,
            re.compile(
                r"\bkoste[tn]?\b|\bwie teuer\b|\bpreise?\b|\bwas (nehmen|verlangen|berechnen|zahl\w*|bezahl\w*)\b"
                r"|\bwie ?viel (nehmen|verlangen|kostet|zahl\w*|bezahl\w*)\b|\bwie hoch (ist|sind)\b|\bstundensatz\b"
            ),
        ),
        (Kind.NUMBER, re.compile(r"\b(telefonnummer|faxnummer|e-?mail|mailadresse|homepage|internetseite|webseite)\b")),
        (
            Kind.DURATION,
            re.compile(
                r"\bwie (lange|lang|oft|alt)\b|\bwie viele? (zeit|stunden|minuten|tage|wochen)\b|\bdauert\b"
                r"|\b(ab|bis zu) welchem alter\b|\bwie viel früher\b"
            ),
        ),
        (
            Kind.TIME,
            re.compile(
                r"\b(wann|bis wann|ab wann|um wie viel uhr|wie spät|welchen tagen|öffnungszeiten|sprechzeiten)\b"
            ),
        ),
        (Kind.PLACE, re.compile(r"\b(wo|wohin|welche[mnr]? (stockwerk|etage|stock|straße)|adresse|anschrift)\b")),
        (
            Kind.PERSON,
            re.compile(
                r"\b(wer|wie heiß(t|en)|welche[rn]? (arzt|ärztin|mitarbeiter\w*|kolleg\w*)|name[n]? (von|des|der))\b"
            ),
        ),
        (Kind.HOW_MANY, re.compile(r"\bwie ?viele\b")),
    ),
    "en": (
        (
            Kind.PRICE,
            re.compile(
                r"\bhow much (is|are|do|does|for|to|would|will)\b|\bcosts?\b|\bprices?\b|\bexpensive\b"
                r"|\b(do|would) you charge\b|\bfees?\b"
            ),
        ),
        (Kind.NUMBER, re.compile(r"\b(phone number|fax|e-?mail|website|web site|homepage)\b")),
        (
            Kind.DURATION,
            re.compile(
                r"\bhow (long|often|early|late|old|far|soon)\b|\bwhat age\b|\bhow many (hours|minutes|days|weeks)\b"
            ),
        ),
        (
            Kind.TIME,
            re.compile(r"\b(when|what time|which days?|opening (hours|times)|your hours|what are your hours)\b"),
        ),
        (Kind.PLACE, re.compile(r"\b(where|which floor|what floor|address|located)\b")),
        (Kind.PERSON, re.compile(r"\b(who (is|are|does|owns|won)|names? of the|what is the \w+'s name|names?)\b")),
        (Kind.HOW_MANY, re.compile(r"\bhow many\b")),
    ),
}
_FREE = r"kostenlos|kostenfrei|gratis|umsonst|unentgeltlich|befreit|kostet nichts|inbegriffen|im preis"
_SHOWN: Mapping[Language, Mapping[Kind, re.Pattern[str]]] = {
    "de": {
        Kind.PRICE: re.compile(rf"\d\s*(€|euro|eur|prozent|%|chf)|\b({_FREE})\b|€\s*\d|\beuro\b"),
        Kind.NUMBER: re.compile(r"@|www\.|https?:|\d[\d /-]{5,}\d"),
        Kind.DURATION: re.compile(
            rf"{_NUMBER_DE}.{{0,12}}(sekunde|minute|stunde|tag|woche|monat|jahr|uhr|mal\b)|\b(immer|sofort|unbegrenzt)\b"
        ),
        Kind.TIME: re.compile(
            rf"\d\s*uhr|\d:\d\d|\b({_DAYS})|\b(täglich|rund um die uhr|morgens|mittags|abends|nachmittag|vormittag)"
            rf"|{_NUMBER_DE}.{{0,12}}(minute|stunde|tag|woche|monat)"
        ),
        Kind.PLACE: re.compile(
            r"(straße|str\.|gasse|allee|platz|weg|ring|ufer|damm|markt|haus|hof|tor)\b|\b(neben|gegenüber|hinter|vor|direkt"
            r"|liegt|befinde\w*|finden|stock|etage|erdgeschoss|eingang|bei|beim|am|im|ist in|unter)\b"
        ),
        Kind.PERSON: re.compile(r"\b(herr|frau|dr\.|doktor|prof|inhaber\w*|leiter\w*|chef\w*)\s"),
        Kind.HOW_MANY: re.compile(_NUMBER_DE),
    },
    "en": {
        Kind.PRICE: re.compile(r"[£$€]\s*\d|\d\s*(pounds?|euros?|dollars?|percent|%|pence)|\b(free|no extra charge)\b"),
        Kind.NUMBER: re.compile(r"@|www\.|https?:|\d[\d -]{5,}\d|\bcall \d"),
        Kind.DURATION: re.compile(
            rf"{_NUMBER_EN}[ -].{{0,12}}(second|minute|hour|day|week|month|year)|\b(always|immediately|for life)\b"
            r"|\bhours?'|\bage of\b|\bunder \w+\b"
        ),
        Kind.TIME: re.compile(
            rf"\d\s*(am|pm|a\.m|p\.m)\b|\d[:.]\d\d|\b({_DAYS_EN})|\b(daily|every day|same day)\b"
            rf"|{_NUMBER_EN}[ -].{{0,12}}(minute|hour|day|week|month)"
        ),
        Kind.PLACE: re.compile(
            r"\b(street|road|lane|avenue|square|floor|next to|opposite|behind|in front|above|at the|outside|find us"
            r"|is at|ground|located|in the)\b|\b(call|contact)\b"
        ),
        Kind.PERSON: re.compile(r"\b(mr|mrs|ms|dr|doctor|professor|owner|manager|call)\b"),
        Kind.HOW_MANY: re.compile(_NUMBER_EN),
    },
}


def asked_kind(question: str, language: Language) -> Kind | None:
    said = question.lower()
    return next((kind for kind, pattern in _ASKED[language] if pattern.search(said)), None)


def shows(statement: str, kind: Kind, language: Language) -> bool:
    return _SHOWN[language][kind].search(statement.lower()) is not None
