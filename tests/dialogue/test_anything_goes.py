"""Callers who say anything in any order: the conversation never breaks, always ends its turn, and never lies."""

from random import Random

import pytest

from app.domain.ids import CallSid
from tests.dialogue.text_call import Line, false_claims
from voice.contract import EngineFailed, HangUp, Heard, Keys, Silence, Transfer, Unintelligible

SAID = {
    "de": (
        *(
            "Ja.",
            "Nein.",
            "Ja, bitte.",
            "Nein, lieber nicht.",
            "Der erste.",
            "Der zweite.",
            "Hm.",
            "Egal.",
            "Wie bitte?",
        ),
        *("Ich hätte gern einen Termin.", "Eine Zahnreinigung.", "Keine Kontrolle, eine Füllung.", "Zahnschmerzen!"),
        *("Am Dienstag.", "Nächste Woche.", "Um elf Uhr.", "So bald wie möglich.", "Am 31. Februar.", "Gestern."),
        *("Bei Doktor Weber.", "Bei Frau Aydin.", "Bei wem ist egal.", "Thomas Berger.", "Mein Name ist Petra Kern."),
        *("B E R G E R", "null drei null zwei drei eins zwei fünf eins vier vier", "Der Name ist falsch."),
        *("Ich muss meinen Termin absagen.", "Ich möchte meinen Termin verschieben.", "Wann ist mein Termin?"),
        *("Ich möchte eine Nachricht hinterlassen.", "Rufen Sie mich bitte zurück.", "Die Krone ist locker geworden."),
        *(
            "Wo kann ich parken?",
            "Haben Sie morgen auf?",
            "Was kostet das?",
            "Wie lange dauert das?",
            "Haben Sie eine Sauna?",
        ),
        *("Moment bitte.", "Langsamer bitte.", "Sind Sie ein Mensch?", "Etwas später?", "Haben Sie noch was anderes?"),
        *(
            "Danke.",
            "Hallo?",
            "Das ist eine Frechheit!",
            "Do you speak English?",
            "Auf Deutsch bitte.",
            "",
            "…",
            "12345",
        ),
    ),
    "en": (
        *(
            "Yes.",
            "No.",
            "The first one.",
            "The second one.",
            "I need an appointment.",
            "A cleaning.",
            "On Tuesday.",
            "At ten.",
        ),
        *(
            "As soon as possible.",
            "With Doctor Weber.",
            "John Taylor.",
            "Cancel my appointment.",
            "Move my appointment.",
        ),
        *(
            "Where can I park?",
            "Hold on please.",
            "Anything later?",
            "Say that again.",
            "Leave a message.",
            "Call me back.",
        ),
    ),
}


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_is_said_in_whatever_order_is_answered_and_never_with_a_lie(seed: int) -> None:
    random = Random(seed)
    line = Line(
        number=random.choice([None, "+493023125199"]),
        call_sid=CallSid(f"CA{seed:032d}"),
        language=random.choice(["de", "en"]),
    )
    if line.number and random.random() < 0.5:
        line.know("Sabine Hoffmann")
    old = [line.has_booking(BOOKED)] if random.random() < 0.5 else []
    await line.pick_up()
    for nth in range(30):
        said, ending = await line.send(_event(random, line.language, nth))
        if isinstance(ending, Transfer | HangUp):
            break
        assert said.strip(), line.transcript
        if random.random() < 0.2:
            heard = " ".join(said.split()[: random.randrange(12)])
            line.conversation.heard(Heard(nth, said, heard, interrupted=True))
    await line.hang_up()
    assert "technisch" not in line.assistant_said, line.transcript[-3:]
    assert "technical problem" not in line.assistant_said, line.transcript[-3:]
    assert false_claims(line, old) == []
    assert line.call_sid not in line.calendar.holds


BOOKED = {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-19T10:00", "name": "Sabine Hoffmann"}


def _event(random: Random, language: str, nth: int) -> str | Keys | Silence | Unintelligible | EngineFailed:
    draw = random.random()
    if draw < 0.04:
        return Keys(nth, random.choice(["1", "2", "3", "9", "#", "*", "03023125144#"]), 0)
    if draw < 0.07:
        return Silence(nth, random.choice([1, 2]), 0)
    if draw < 0.10:
        return Unintelligible(nth, 0, 0)
    return random.choice(SAID[language])
