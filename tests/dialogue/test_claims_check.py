"""What the suite takes for a claim, whoever words it."""

import pytest

from tests.dialogue.claims_check import Happened, claims_of, false_claims


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ihr Termin ist eingetragen.", "booked"),
        ("Ich habe Sie für Montag um neun gebucht.", "booked"),
        ("Your appointment is confirmed for Monday.", "booked"),
        ("Der Termin wurde auf Dienstag verschoben.", "moved"),
        ("Your appointment has been moved.", "moved"),
        ("Alles klar, ich habe den Termin abgesagt.", "cancelled"),
        ("Your appointment is cancelled.", "cancelled"),
        ("Ihre Nachricht ist notiert.", "noted"),
        ("I will pass it on.", "noted"),
        ("Wir rufen Sie morgen zurück.", "callback"),
        ("We will call you back tomorrow.", "callback"),
        ("Sie stehen auf der Warteliste.", "waiting"),
        ("You are on the waiting list now.", "waiting"),
        ("Ich verbinde Sie.", "put_through"),
        ("I am putting you through.", "put_through"),
    ],
)
def test_a_claim_is_found_and_false_when_nothing_happened(text: str, kind: str) -> None:
    assert [found for found, _ in claims_of(text)] == [kind]
    assert false_claims([text], Happened(()))


@pytest.mark.parametrize(
    "text",
    [
        "Soll ich den Termin so eintragen?",
        "Soll ich den Termin absagen?",
        "Dann trage ich nichts ein.",
        "Wenn der Termin gebucht ist, hören Sie von uns.",
        "Der Termin ist noch nicht gebucht.",
        "I have not booked anything.",
        "Shall I put you on the waiting list?",
        "Frei ist am Montag um neun Uhr.",
    ],
)
def test_questions_conditions_and_denials_claim_nothing(text: str) -> None:
    assert list(claims_of(text)) == []


def test_what_happened_may_be_said() -> None:
    happened = Happened((), booked=1, moved=1, cancelled=1, messages=1, callbacks=1, waiting=1, put_through=True)
    said = ["Der Termin ist eingetragen.", "Er ist verschoben.", "Er ist abgesagt.", "Ihre Nachricht ist notiert."]
    assert false_claims(said, happened) == []
