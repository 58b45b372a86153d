"""The German tables put together: grammar rules, terminals, harmless words, words that must not be lost, compounds."""

from app.domain.spoken.name_words import GIVEN
from app.domain.spoken.number_words import fold, parse_cardinal
from app.domain.spoken.times.building import (
    BOTH_LANGUAGES,
    Lexicon,
    calendar_date,
    dotted_date,
    hour_minute,
    number,
    of_kind,
    one_letter_off,
    ordinal,
    words,
)
from app.domain.spoken.times.de_days import DAY_RULES, EVERY_WEEKDAY, MONTHS, PLURAL_WEEKDAY, WEEKDAYS, WHICH
from app.domain.spoken.times.de_marks import MARK_RULES
from app.domain.spoken.times.de_masks import MASK_RULES
from app.domain.spoken.times.de_times import PARTS, TIME_RULES
from app.domain.spoken.times.grammar import Terminal
from app.domain.spoken.times.tokens import Kind, Token

_PARTS = {fold(word): key for word, key in PARTS.items()}
FIRST_NAMES = frozenset(fold(name) for name in GIVEN)
_CALENDAR_NAMES = frozenset({*WEEKDAYS, *MONTHS})
_POLITE = frozenset(map(fold, ("sie", "ihnen", "ihr", "ihre", "ihren", "ihrem", "ich", "uhr")))

# Words that change nothing about a time, wherever they stand between the words that do.
SOFT = frozenset(
    fold(word)
    for word in """äh ähm öh öhm hm hmm mh tja ja also so halt eben mal bitte vielleicht eventuell gern gerne dann
    doch denn noch schon da
    am an im in den dem der die das des zum zur für um es wäre mir uns ich und zwar etwa circa ungefähr wohl einfach
    irgendwie irgendwann
    irgendwas sagen wir mal naja gut okay ok ehrlich gesagt eigentlich wieder auch von vom zu gerade direkt gleich
    ganz genau
    hätte nehme nehmen würde möchte will könnte können ein einen eine einer was uhr termin jeweils immer meistens eher
    'n ne nen so'n halt eh eigentlich nämlich sozusagen quasi grundsätzlich prinzipiell alle alles entweder""".split()
)

# Words for times: one of them left over, and the phrase is not understood.
SUSPICIOUS = frozenset(
    fold(word)
    for word in """uhr halb viertel dreiviertel woche wochen kw kalenderwoche monat monats wochenende anfang mitte
    ende montags dienstags
    zwischen ab bis ferien feiertagen brückentagen frühen späten osterferien sommerferien herbstferien winterferien
    weihnachtsferien pfingstferien schulferien semesterferien
    quartal vollmond neumond feiertag feiertags brückentag brückentage tage tagen jahr jahre stunde stunden minuten
    außer spätestens
    frühestens spät späte späten frühen frühe frühstück abendessen jahresanfang jahreswechsel monatsersten
    maitagen adventszeit übernächste übernächsten nächste nächsten nächster nächstes wochentag wochentage""".split()
)
_ALWAYS_SUSPICIOUS = frozenset({*WEEKDAYS, *EVERY_WEEKDAY, *PLURAL_WEEKDAY, *MONTHS, *_PARTS})

_HEADS = frozenset(
    {
        *WEEKDAYS,
        *EVERY_WEEKDAY,
        *MONTHS,
        *map(fold, ("heute", "morgen", "übermorgen", "gestern", "halb", "viertel", "dreiviertel")),
    }
)
_TAILS = frozenset(
    {
        *_PARTS,
        *map(
            fold,
            (
                "morgen",
                "früh",
                "woche",
                "hälfte",
                "termin",
                "uhr",
                "mitte",
                "ende",
                "anfang",
                "wochen",
                "abend",
                "frühs",
            ),
        ),
    }
)


def _noun(token: Token) -> str | None:
    """A capitalised word that is no word for a time: "am dritten Zahn"."""
    known = token.word in _ALWAYS_SUSPICIOUS or token.word in SUSPICIOUS or token.word in _POLITE
    return token.word if token.kind is Kind.WORD and token.raw[:1].isupper() and not known else None


def _sirname(token: Token) -> str | None:
    """A capitalised word where a name may stand, also one that is a word for a time: "ich bin Peter März"."""
    return token.word if token.kind is Kind.WORD and token.raw[:1].isupper() and token.word not in _POLITE else None


TERMINALS: dict[str, Terminal] = {
    **BOTH_LANGUAGES,
    "wd": words({fold(word): n for word, n in WEEKDAYS.items()}),
    "wds": words(EVERY_WEEKDAY),
    "wdpl": words(PLURAL_WEEKDAY),
    "month": words(MONTHS),
    "which": words(WHICH),
    "part": words(_PARTS),
    "n12": number(1, 12),
    "ord2": ordinal(2, 2),
    "ord3": ordinal(3, 3),
    "ord4": ordinal(4, 4),
    "ord53": ordinal(1, 53),
    "ordany": ordinal(1, 99),
    "dotdate": of_kind(Kind.DOTTED, dotted_date),
    "date": of_kind(Kind.DATE, calendar_date),
    "dateclock": of_kind(Kind.DATE, lambda token: hour_minute(*token.values) if len(token.values) == 2 else None),
    "slashed": of_kind(Kind.SLASHED, calendar_date),
    "comma": lambda token: token.raw if token.raw in (",", ".") else None,
    "firstname": lambda token: token.word if token.word in FIRST_NAMES and token.raw[:1].isupper() else None,
    "noun": _noun,
    "sirname": _sirname,
    "surname": lambda token: (
        token.word if token.kind is Kind.WORD and (_sirname(token) or token.word in _CALENDAR_NAMES) else None
    ),
    "war": lambda token: token.raw if token.raw.lower() == "war" else None,  # "wär" is folded to the same
    "named": lambda token: token.word if token.kind in (Kind.WORD, Kind.NUMBER) and token.word not in SOFT else None,
    "unit": words(
        dict.fromkeys(
            map(
                fold,
                """tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minute minuten
                euro prozent grad personen
                leute kinder kindern zähne zähnen mal termine terminen zahn behandlungen kilometer meter""".split(),
            ),
            True,
        )
    ),
}


_LONG_NAMES = (
    *WEEKDAYS,
    "vormittag",
    "nachmittag",
    "vormittags",
    "nachmittags",
    "ubermorgen",
    *(m for m in MONTHS if m != "januar"),
)


def split(word: str) -> tuple[str, ...] | None:
    """ "dienstagvormittag" → ("dienstag", "vormittag"); None for a word that is whole or unknown."""
    if word in _WHOLE or len(word) < 6:
        return None
    if (meant := one_letter_off(word, _LONG_NAMES)) is not None:
        return (meant,)
    for at in range(len(word) - 3, 1, -1):
        head, tail = word[:at], word[at:]
        if head in _HEADS and head not in EVERY_WEEKDAY and (tail in _TAILS or _is_number(tail)):
            return (head, tail)
        if head in EVERY_WEEKDAY and tail.startswith("termin"):
            return (head[:-1], tail)
        if head in _PARTS and tail in ("termin", "termine", "terminen", "sprechstunde", "zeit", "stunden"):
            return (head, tail)
        if tail.startswith("uhr") and _is_number(head):
            return (head, "uhr", *((tail[3:],) if tail[3:] else ()))
        if head in ("halb", "viertel", "dreiviertel", "um", "gegen", "ab") and _is_number(tail):
            return (head, tail)
    return None


def _is_number(word: str) -> bool:
    return (value := parse_cardinal(word, "de")) is not None and value <= 60


_WHOLE = frozenset({*_ALWAYS_SUSPICIOUS, *SUSPICIOUS, *SOFT})
RULES = (*DAY_RULES, *TIME_RULES, *MARK_RULES, *MASK_RULES)
GERMAN = Lexicon(
    rules=RULES,
    terminals=TERMINALS,
    spell=fold,
    soft=SOFT,
    suspicious=SUSPICIOUS | _ALWAYS_SUSPICIOUS,
    must=frozenset(map(fold, "muss müssen musste müsste brauche brauchen hole bringe fahre fliege".split())),
    conditions=frozenset(map(fold, "falls wenn sofern sollte sonst ansonsten".split())),
    points_back=frozenset(map(fold, "da dann das der die den dort".split())),
    errands=frozenset(
        fold(word)
        for word in "weg los abholen holen hole bringen bringe zurück heim büro fahren anfangen gehen arbeit schule "
        "kita hort kindergarten zug bahn bus flug flieger schicht".split()
    ),
    split=split,
)
