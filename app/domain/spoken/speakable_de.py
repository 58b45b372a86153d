"""Digits in German text into words: prices, units, ordinals, and whatever numbers are left. PURE."""

import re

from app.domain.spoken import say_de
from app.domain.spoken.rewriting import Rules, rewrite, shared_stop
from app.domain.spoken.speakable_dates_de import DATE_RULES, TO, ordinal_after, word_before
from app.domain.spoken.units import CURRENCIES_DE, CURRENCY_DE, UNIT_DE, UNITS_DE

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_ORDINAL_NOUNS = (
    r"(?:Stock|Etage|Ober|Unter|OG\b|UG\b|Geschoss|Klasse|Mal\b|Quartal|Halb|Jahr|Tag|Woche|Monat|Stunde|"
    r"Hof\b|Hinterhof|Aufgang|Eingang|"
    r"Termin|Platz|Person|Kind|Rate|Mahnung|Auflage|Bezirk|Sitzung|Behandlung|Schritt|Teil|Lebens|"
    r"Schwangerschafts|Impfung|Zahn|"
    r"KW|Kalender|Tür|Straße|Gang|Reihe|Wagen|Gleis|Halte|Ausfahrt|Kreuzung)"
)
_FEMININE = re.compile(r"(?:e|ung|heit|keit|ion|tät|ei|schaft|(?<!erm)in|ik|ur|nz|Tür|Person|Praxis|Uhr|Zahl|KW)$")
_DATIVE = {"in", "vor", "nach", "mit", "seit", "von", "zu", "aus", "bei", "ab"}
_NEUTER = re.compile(
    r"(?:Ober|Unter|Geschoss|OG|UG|Jahrhundert|Quartal|Halbjahr|Jahr|Mal|Kind|Gleis|Zimmer|Haus|Treffen)"
)


def say_dates_times_and_amounts(text: str) -> str:
    return rewrite(text, [*_FIRST_RULES, *DATE_RULES, *_AMOUNT_RULES])


def say_remaining_numbers(text: str) -> str:
    return rewrite(text, _LAST_RULES)


def _number_words(written: str, *, one: str = "eins") -> str:
    whole, _, decimals = written.replace(".", "").partition(",")
    words = say_de.cardinal(int(whole), one="eins" if decimals else one)
    if len(whole) > 12 or (len(whole) > 1 and whole.startswith("0")):
        words = " ".join(say_de.DIGITS[int(digit)] for digit in whole)
    return words + (" Komma " + " ".join(say_de.DIGITS[int(digit)] for digit in decimals) if decimals else "")


def _say_price(match: re.Match[str]) -> str:
    written, currency = match["amount"], CURRENCIES_DE[(match["before"] or match["after"]).lower()]
    first = f"{_number_words(match['first'])} bis " if match["first"] else ""
    whole, _, cents = written.replace(".", "").partition(",")
    words = f"{say_de.cardinal(int(whole), one='ein')} {currency}"
    if cents and int(cents):
        words += " " + say_de.cardinal(int((cents + "0")[:2]))
    return first + words


def _say_unit(match: re.Match[str]) -> str:
    singular, plural, one = UNITS_DE[match["unit"].lower()]
    first = f"{_number_words(match['first'])} bis " if match["first"] else ""
    amount = match["amount"]
    if amount == "1" and not first:
        if one == "eine" and word_before(match) in _DATIVE:
            one = "einer"
        elif word_before(match) in _DATIVE and singular not in ("Prozent", "Promille", "Grad"):
            one = "einem"
        return f"{one} {singular}"
    return f"{first}{_number_words(amount, one='ein')} {plural}"


def _say_one(match: re.Match[str]) -> str:
    noun = match["noun"]
    feminine = bool(_FEMININE.search(noun))
    if word_before(match) in _DATIVE:
        return "einer" if feminine else "einem"
    return "eine" if feminine else "ein"


def _gap(match: re.Match[str]) -> str:
    return " " if match.string[match.end() : match.end() + 1].isalpha() else ""


def _say_ordinal(match: re.Match[str]) -> str:
    noun = re.match(r"\s*([^\W\d_]+)", match.string[match.end() :])
    alone = "er"
    if noun:
        alone = "e" if _FEMININE.search(noun.group(1)) else "es" if _NEUTER.match(noun.group(1)) else "er"
    return ordinal_after(word_before(match), int(match["n"]), alone=alone)


_COUNTING = (
    "", "erstens", "zweitens", "drittens", "viertens", "fünftens", "sechstens", "siebtens", "achtens", "neuntens",
    "zehntens",
)  # fmt: skip


def _say_item(match: re.Match[str]) -> str:
    """Only of a list in lines; "3. Stock" at the start of a text counts nothing."""
    if "\n" not in match.string.strip():
        return match.group()
    n = int(match["n"])
    return f"{_COUNTING[n].capitalize()}, " if 0 < n < len(_COUNTING) else f"{say_de.cardinal(n)}, "


def _digits(written: str) -> str:
    return " ".join(say_de.DIGITS[int(digit)] for digit in re.sub(r"\D", "", written))


def _say_postcode(match: re.Match[str]) -> str:
    code = match["code"]
    return f"{_digits(code[:2])}, {_digits(code[2:])}"


def _say_plain(match: re.Match[str]) -> str:
    written = match.group()
    whole = written.split(",")[0].replace(".", "")
    if len(whole) > 7 or (len(whole) > 1 and whole.startswith("0")):
        return _digits(written)
    if re.fullmatch(r"1[1-9]\d\d", written):
        return say_de.year(int(written))
    return _number_words(written)


def _say_number_range(match: re.Match[str]) -> str:
    return f"{_number_words(match['first'])} bis {_number_words(match['last'])}"


_FRACTIONS = {
    ("1", "2"): "ein halb",
    ("1", "4"): "ein Viertel",
    ("3", "4"): "drei Viertel",
    ("1", "3"): "ein Drittel",
    ("2", "3"): "zwei Drittel",
}


def _say_fraction(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    said = _FRACTIONS.get((first, last)) if match["sign"] == "/" else None
    return said or f"{_number_words(first)} {'zu' if match['sign'] == ':' else 'Strich'} {_number_words(last)}"


def _is_ordinal(match: re.Match[str]) -> bool:
    after = match.string[match.end() :].lstrip()
    if word_before(match) in _SURE_BEFORE_ORDINAL:
        return True
    return after[:1].islower() or bool(re.match(_ORDINAL_NOUNS, after))


_SURE_BEFORE_ORDINAL = set("der die das am im zum zur vom beim den dem des jeden jeder jedes".split())


_I = re.IGNORECASE
_PRICED = rf"(?:(?P<first>{_NUMBER}){TO})?(?P<amount>{_NUMBER})(?:,[-–]+)?"
_PER = {"std": "Stunde", "min": "Minute", "sek": "Sekunde", "h": "Stunde", "km": "Kilometer", "kg": "Kilogramm"}

_FIRST_RULES: Rules = [
    (re.compile(r"(?:^|(?<=[\s(]))(?<!\d\s)(?<!\d)[-–](?=\d)"), lambda _: "minus "),
    (re.compile(r"(?<=[a-zäöüß])str\.(?=\s|,|$)"), lambda match: "straße" + shared_stop(match)),
    (re.compile(r"(?<=[a-zäöüß]-)Str\.(?=\s|,|$)"), lambda match: "Straße" + shared_stop(match)),
    (re.compile(r"(?<=\w)[:*_](?=innen\b|in\b)"), lambda _: ""),
    (re.compile(r"\(m/w/d\)"), lambda _: ""),
    (re.compile(r"\bS\.\s?(?=\d)"), lambda _: "Seite "),
    (re.compile(r"\bs\.\s?(?=Seite|Abb|Abs|Anlage)"), lambda _: "siehe "),
    (
        re.compile(r"\b(?P<land>[A-Z]{2})(?P<digits>\d{2}(?: ?\d{2,4}){3,8})\b"),
        lambda match: f"{' '.join(match['land'])} {_digits(match['digits'])}",
    ),
    (
        re.compile(r"(?:\b(?:pro|je)\s|(?<=[€\w])\s?/\s?)(?P<unit>Std|Min|Sek|h|km|kg)\b\.?"),
        lambda match: f" pro {_PER[match['unit'].lower()]}" + shared_stop(match),
    ),
    (re.compile(r"(?P<n>\d{1,3}) ?½"), lambda match: say_de.cardinal(int(match["n"]), one="ein") + "einhalb"),
    (re.compile(r"(?:½|(?<![\d/])1/2)(?= (?:Stunde|Tablette|Minute|Tasse|Flasche))"), lambda _: "halbe"),
]
_AMOUNT_RULES: Rules = [
    (re.compile(rf"(?P<before>){_PRICED}\s*(?P<after>{CURRENCY_DE})", _I), _say_price),
    (re.compile(rf"(?P<before>{CURRENCY_DE})\s*{_PRICED}(?P<after>)", _I), _say_price),
    (re.compile(r"(?P<n>\d+)\s?%ig"), lambda match: f"{say_de.cardinal(int(match['n']), one='ein')}prozentig"),
    (
        re.compile(
            rf"(?<![\w.,])(?:(?P<first>{_NUMBER}){TO})?(?P<amount>{_NUMBER})\s?(?P<unit>{UNIT_DE})(?![\w^])\.?", _I
        ),
        lambda match: _say_unit(match) + shared_stop(match),
    ),
    (re.compile(r"^[ \t]*(?P<n>\d{1,2})[.)]\s+(?=[^\W\d_])", re.MULTILINE), _say_item),
    (
        re.compile(r"(?<![\d.,])(?P<n>\d{1,3})\.(?=\s+[^\W\d_]|(?:OG|UG|Stock|Etage)\b)"),
        lambda match: _say_ordinal(match) + _gap(match) if _is_ordinal(match) else match.group(),
    ),
    (
        re.compile(r"(?<=\b[Aa]m )(?P<n>\d{1,2})\.(?=\s*(?:$|[,;)?!]))"),
        lambda match: say_de.ordinal(int(match["n"])) + shared_stop(match),
    ),
]
_LAST_RULES: Rules = [
    (
        re.compile(r"(?<![\d.,])(?:11[0257]|116117|19222)(?![\d.,]\d|\s*(?:Uhr|Euro))"),
        lambda match: _digits(match.group()),
    ),
    (re.compile(r"\^(?=\d)"), lambda _: " hoch "),
    (re.compile(r"(?<!\d)(?:D-\s?)?(?P<code>\d{5})(?=\s+[A-ZÄÖÜ])(?<!00)"), _say_postcode),
    (
        re.compile(r"(?P<n>\d{1,3})(?:-mal\b|\s?[x×]\b)"),
        lambda match: say_de.cardinal(int(match["n"]), one="ein") + "mal",
    ),
    (re.compile(r"(?P<n>\d{1,3})-?er\b"), lambda match: say_de.cardinal(int(match["n"])) + "er"),
    (
        re.compile(r"(?<![\d.,])(?P<n>\d{1,3})-(?=[a-zäöü]{3})"),
        lambda match: say_de.cardinal(int(match["n"]), one="ein"),
    ),
    (re.compile(r"(?<![\w,.])1(?=\s+(?P<noun>[A-ZÄÖÜ][a-zäöüß]+))"), _say_one),
    (re.compile(r"(?<=[^\W\d_])-?(?=\d)"), lambda _: " "),
    (re.compile(r"(?<=\d)-?(?P<letter>[^\W\d_])\b"), lambda match: " " + match["letter"].upper()),
    (re.compile(r"(?<=\d)(?=[^\W\d_])"), lambda _: " "),
    (re.compile(r"(?<=\d)\.(?=\d{1,2}(?!\d))"), lambda _: " Punkt "),
    (re.compile(r"(?<![\d.,/:])(?P<first>\d{1,4})\s?(?P<sign>[/:])\s?(?P<last>\d{1,4})(?![\d/:])"), _say_fraction),
    (
        re.compile(
            rf"(?<![\d.,-])(?P<first>(?!0\d)\d{{1,4}}(?:,\d+)?){TO}(?P<last>(?!0\d)\d{{1,4}}(?:,\d+)?)(?![\d-])"
        ),
        _say_number_range,
    ),
    (re.compile(r"(?<![\w)])[-–](?=\d)"), lambda _: "minus "),
    (re.compile(_NUMBER), _say_plain),
    (re.compile(r"(?<=[^\W\d_])\.(?=\d)"), lambda _: " Punkt "),
    (re.compile(r"\d"), lambda match: f" {say_de.DIGITS[int(match.group())]} "),
]
