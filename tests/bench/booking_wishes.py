"""What callers of the booking bench want, and in which words they ask for it."""

from dataclasses import dataclass

from app.simulator.persona import Persona, Reply
from voice.contract import Language


@dataclass(frozen=True, slots=True)
class BookingWish:
    """`weekday` (0 = Monday) and `part` (am, pm or any) are what the booked start must fit."""

    language: Language
    opening: str
    offering: str
    offering_text: str
    when: str
    weekday: int
    part: str
    name: str
    name_text: str


GERMAN = (
    (
        "Guten Tag, ich hätte gern einen Termin zur Kontrolle.",
        "checkup",
        "Nächste Woche Donnerstag am Vormittag.",
        3,
        "am",
    ),
    (
        "Ich möchte einen Termin für eine Zahnreinigung.",
        "cleaning",
        "Am Mittwoch nächster Woche.",
        2,
        "any",
    ),
    ("Guten Morgen, ich brauche eine Kontrolluntersuchung.", "checkup", "Nächste Woche Freitag vormittags.", 4, "am"),
    ("Ich möchte gern zur Kontrolle kommen.", "checkup", "Am Donnerstag in zwei Wochen.", 3, "any"),
    ("Guten Tag, haben Sie einen Termin für eine Füllung?", "filling", "Nächste Woche am Mittwoch.", 2, "any"),
)
GERMAN_NAMES = ("Erika Sommerfeld", "Peter Neumann", "Anna Schneider", "Thomas Hoffmann", "Maria Schulze")

ENGLISH = (
    (
        "Hello, I would like to book a check up, please.",
        "checkup",
        "Next Thursday in the morning.",
        3,
        "am",
    ),
    ("Hi, I need a professional cleaning.", "cleaning", "On Wednesday next week.", 2, "any"),
    ("Good morning, could I come in for a check up?", "checkup", "Next Friday morning, please.", 4, "am"),
    ("I would like to make an appointment for a filling.", "filling", "Next Wednesday afternoon.", 2, "pm"),
    ("Hello, can I get an appointment for a check up?", "checkup", "On Thursday in two weeks.", 3, "any"),
)
ENGLISH_NAMES = ("Peter Miller", "Susan Baker", "David Johnson", "Emily Carter", "Michael Brown")

OFFERING_TEXT: dict[Language, dict[str, str]] = {
    "de": {"checkup": "Einen Termin zur Kontrolle.", "cleaning": "Eine Zahnreinigung.", "filling": "Eine Füllung."},
    "en": {
        "checkup": "For a check up, please.",
        "cleaning": "A professional cleaning.",
        "filling": "A filling, please.",
    },
}


def wishes(language: Language, count: int) -> list[BookingWish]:
    openings, names = (GERMAN, GERMAN_NAMES) if language == "de" else (ENGLISH, ENGLISH_NAMES)
    introduction = "Mein Name ist {}." if language == "de" else "My name is {}."
    made = []
    for nth in range(count):
        opening, offering, when, weekday, part = openings[nth % len(openings)]
        name = names[(nth + nth // len(openings)) % len(names)]
        text = OFFERING_TEXT[language][offering]
        made.append(
            BookingWish(language, opening, offering, text, when, weekday, part, name, introduction.format(name))
        )
    return made


def persona(wish: BookingWish) -> Persona:
    return _german(wish) if wish.language == "de" else _english(wish)


def _german(wish: BookingWish) -> Persona:
    return Persona(
        language="de",
        opening=wish.opening,
        replies=(
            Reply(r"wiederhören", "Auf Wiederhören.", times=1),
            Reply(r"sonst noch|noch einen wunsch|brauchen sie noch|noch etwas für sie", "Nein, danke, das war alles."),
            Reply(r"namen\?|ihr name|wie heißen|ihren namen", wish.name_text, times=3),
            Reply(r"eintragen|richtig|stimmt das", "Ja, das ist richtig.", times=3),
            Reply(r"passt ihnen das|wäre das recht|passt das\?", "Ja, das passt mir gut."),
            Reply(r"lieber|nehmen sie|darf es sein|was passt|davon|geht das|welche der", "Ich nehme die erste Zeit."),
            Reply(r"worum geht|gemacht werden|welchen termin", wish.offering_text),
            Reply(r"meinen sie", "Ja, genau."),
            Reply(r"wann|welche[rn] tag", wish.when, times=3),
            Reply(r"nummer", "Unter der Nummer, von der ich anrufe."),
        ),
        otherwise="Ja, das ist richtig.",
    )


def _english(wish: BookingWish) -> Persona:
    return Persona(
        language="en",
        opening=wish.opening,
        replies=(
            Reply(r"goodbye|bye\b", "Goodbye.", times=1),
            Reply(r"anything else|anything more|something else", "No, thank you, that is all."),
            Reply(r"what name|your name|last name", wish.name_text, times=3),
            Reply(r"book that|is that right|shall i", "Yes, that is right.", times=3),
            Reply(r"does that suit|would that be all right|that suit you", "Yes, that is fine."),
            Reply(r"which would you|which suits|prefer|which one|any of that|would that do", "The first one, please."),
            Reply(r"what is (it|the appointment) for|like done|which appointment", wish.offering_text),
            Reply(r"do you mean", "Yes, exactly."),
            Reply(r"when|which day", wish.when, times=3),
            Reply(r"number", "The number I am calling from."),
        ),
        otherwise="Yes, please.",
    )
