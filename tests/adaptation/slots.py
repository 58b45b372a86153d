"""Times, dates, telephone numbers and spelled names: how a caller says them, and how they are written down."""

from collections.abc import Mapping, Sequence
from random import Random

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import SAY_DE, SAY_EN
from voice.contract import Language

Said = tuple[str, str]
"""(as spoken, as written)."""

DAYS: dict[Language, list[str]] = {
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
MONTHS: dict[Language, list[str]] = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_HOURS = (7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 15, 16, 17, 18)
_MINUTES = (0, 0, 0, 0, 0, 5, 10, 10, 15, 20, 30, 30, 40, 45, 50)
_PREFIXES: dict[Language, list[str]] = {
    "de": ["0171", "0151", "0160", "0176", "030", "089", "040", "0221", "0711", "0341"],
    "en": ["07700", "020", "0161", "212", "415"],
}
_BEFORE_DAY: dict[Language, list[str]] = {
    "de": ["am", "am", "am", "am", "nächsten", "kommenden", "diesen", "auf", "lieber am", "ab"],
    "en": ["on", "on", "on", "next", "this", "this coming"],
}
_BEFORE_CLOCK: dict[Language, list[str]] = {
    "de": ["nicht vor", "nach", "vor", "ab", "erst nach", "gegen", "so um"],
    "en": ["not before", "after", "before", "around"],
}


def clock(language: Language, random: Random) -> Said:
    hour, minute = random.choice(_HOURS), random.choice(_MINUTES)
    return _german_clock(hour, minute, random) if language == "de" else _english_clock(hour, minute, random)


def _german_clock(hour: int, minute: int, random: Random) -> Said:
    if random.random() < (0.8 if minute == 0 else 0.45):
        spoken = f"{say_de.cardinal(hour, one='ein')} Uhr" + (f" {say_de.cardinal(minute)}" if minute else "")
        return spoken, f"{hour} Uhr" + (f" {minute}" if minute else "")
    this, following = (say_de.cardinal((hour + more - 1) % 12 + 1) for more in (0, 1))
    quarters = [f"viertel nach {this}", f"Viertel vor {following}", f"viertel {following}", f"dreiviertel {following}"]
    fives = [f"fünf vor halb {following}", f"zehn nach {this}", f"zwanzig vor {following}"]
    text = random.choice([f"halb {following}"] * 7 + quarters + fives + [this] * 2)
    return text, text


def _english_clock(hour: int, minute: int, random: Random) -> Said:
    hour = (hour - 1) % 12 + 1
    this = say_en.cardinal(hour)
    if minute == 0:
        half = random.choice(["a.m.", "p.m."])
        spoken_half = "A M" if half == "a.m." else "P M"
        return random.choice(
            [(f"{this} o'clock", f"{hour} o'clock"), (f"{this} {spoken_half}", f"{hour} {half}"), (this, this)]
        )
    if minute >= 10 and random.random() < 0.5:
        return f"{this} {say_en.cardinal(minute)}", f"{hour}:{minute:02d}"
    following = say_en.cardinal(hour % 12 + 1)
    texts = [f"half past {this}", f"quarter past {this}", f"quarter to {following}", f"half {this}"]
    text = random.choice([*texts, f"ten past {this}", f"twenty to {following}"])
    return text, text


def calendar_day(language: Language, random: Random) -> Said:
    day, month = random.randint(1, 28), random.randint(1, 12)
    name = MONTHS[language][month - 1]
    if language == "de":
        ordinal = say_de.ordinal(day)
        forms = [(f"{ordinal} {name}", f"{day}. {name}")] * 4 + [(ordinal, f"{day}.")]
        return random.choice([*forms, (f"{ordinal} {say_de.ordinal(month)}", f"{day}.{month}.")])
    ordinal, short = say_en.ordinal(day), f"{day}{_suffix(day)}"
    forms = [(f"{name} {ordinal}", f"{name} {short}"), (f"the {ordinal} of {name}", f"the {short} of {name}")]
    return random.choice([*forms, (f"the {ordinal}", f"the {short}")])


def _suffix(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def when(language: Language, random: Random, lists: Mapping[str, Sequence[str]]) -> Said:
    """A wish for a time, from a bare weekday to a day with a limit."""
    days = DAYS[language]
    day = random.choice(days[:5] if random.random() < 0.9 else days)
    on = f"{random.choice(_BEFORE_DAY[language])} {day}"
    at, on_the = ("um", "am") if language == "de" else ("at", "on")
    time = clock(language, random)
    kind = random.random()
    if kind < 0.28:
        return on, on
    if kind < 0.34:
        return day, day
    if kind < 0.46:
        return _same(f"{on} {random.choice(lists['part'])}")
    if kind < 0.62:
        return _around(f"{on} {at} ", time)
    if kind < 0.70:
        return _around(f"{at} ", time)
    if kind < 0.78:
        return _around(f"{on_the} ", calendar_day(language, random))
    if kind < 0.83:
        limit = f"{random.choice(_BEFORE_CLOCK[language])} "
        return _around(f"{on}, {limit}" if random.random() < 0.5 else limit, time)
    if kind < 0.86:
        later = clock(language, random)
        first, between = ("zwischen", "und") if language == "de" else ("between", "and")
        return f"{first} {time[0]} {between} {later[0]}", f"{first} {time[1]} {between} {later[1]}"
    if kind < 0.89:
        return _same(f"{day} {'oder' if language == 'de' else 'or'} {random.choice(days[:5])}")
    return _same(random.choice(lists["relative"]).format(day=day, month=random.choice(MONTHS[language])))


def phone(language: Language, random: Random) -> Said:
    """Digit by digit, sometimes in pairs, with a pause between the groups."""
    groups = [random.choice(_PREFIXES[language])]
    rest = "".join(random.choices("0123456789", k=random.choice((6, 7, 7, 8))))
    while rest:
        size = random.choice((2, 3, 3, 4))
        groups.append(rest[:size])
        rest = rest[size:]
    in_pairs = random.random() < 0.2
    zero = random.choice(("oh", "zero"))
    spoken = [_digits(group, language, random, zero, in_pairs=in_pairs) for group in groups]
    return random.choice((", ", " ")).join(spoken), " ".join(groups)


def _digits(group: str, language: Language, random: Random, zero: str, *, in_pairs: bool) -> str:
    if in_pairs and len(group) % 2 == 0 and group[0] != "0":
        cardinal = say_de.cardinal if language == "de" else say_en.cardinal
        pairs = [group[at : at + 2] for at in range(0, len(group), 2)]
        return " ".join(
            _digits(pair, language, random, zero, in_pairs=False) if pair[0] == "0" else cardinal(int(pair))
            for pair in pairs
        )
    words = say_de.DIGITS if language == "de" else say_en.DIGITS
    return " ".join(
        "zwo"
        if language == "de" and digit == "2" and random.random() < 0.15
        else zero
        if language == "en" and digit == "0"
        else words[int(digit)]
        for digit in group
    )


def spelled(name: str, language: Language, random: Random) -> Said:
    """Letters alone, words of the alphabet alone, or "M wie Martha"."""
    letters = [letter for letter in name.upper().replace("ß", "SS") if letter.isalpha()][:12]
    alphabet = SAY_DE if language == "de" else SAY_EN
    kind = random.random()
    if kind < 0.7:
        return _same(", ".join(letters))
    if kind < 0.85:
        return _same(", ".join(alphabet.get(letter, letter) for letter in letters))
    link = "wie" if language == "de" else random.choice(("as in", "for"))
    parts = [
        f"{letter} {link} {alphabet.get(letter, letter)}" if random.random() < 0.6 else letter for letter in letters
    ]
    return _same(", ".join(parts))


def _same(text: str) -> Said:
    return text, text


def _around(before: str, said: Said) -> Said:
    return before + said[0], before + said[1]
