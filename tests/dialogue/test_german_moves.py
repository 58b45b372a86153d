"""German callers who cannot come when their appointment is, and say so without a verb for moving it."""

import pytest

from app.dialogue.intents import Intent
from app.dialogue.put_elsewhere import puts_it_elsewhere
from app.dialogue.state import GoalKind
from tests.dialogue.text_call import ZONE, Line, classifier, said_after

THEIRS = {
    "start": "2026-03-24T09:30",
    "offering": "cleaning",
    "resource": "mia-schulz",
    "name": "Sabine Hoffmann",
}


def _with_one() -> Line:
    line = Line()
    line.has_booking(THEIRS)
    return line


def _days_offered(line: Line) -> set[str]:
    goal = line.conversation.state.goal
    assert goal is not None
    return {slot.starts_at.astimezone(ZONE).strftime("%a") for slot in goal.offers}


@pytest.mark.parametrize(
    "words",
    [
        "Hoffmann, ich schaff es zu meiner Zahnreinigung leider nicht. Haben Sie noch einen anderen Termin?",
        "Guten Tag, Hoffmann. Den Termin zur Reinigung kann ich nicht einhalten, ich bräuchte einen anderen.",
        "Zu meiner Zahnreinigung komm ich leider nicht, hätten Sie etwas anderes für mich?",
        "Hoffmann, ich bräuchte für die Zahnreinigung einen neuen Termin, da bin ich unterwegs.",
        "Ich hab bald eine Zahnreinigung bei Ihnen, da müsste ich um einen anderen Tag bitten.",
    ],
)
async def test_who_wants_another_appointment_is_asked_when_and_offered_no_other_hour_of_its_day(words: str) -> None:
    line = _with_one()
    said = await said_after(line, words)
    assert "Wann" in said
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind is GoalKind.MOVE


async def test_who_wants_another_hour_is_offered_one_of_the_same_day() -> None:
    line = _with_one()
    await said_after(line, "Meinen Termin zur Zahnreinigung bräuchte ich zu einer anderen Uhrzeit.")
    assert _days_offered(line) == {"Tue"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Ich hab einen Termin zur Zahnreinigung, und da bin ich verreist. Ginge auch ein Donnerstag?", "Thu"),
        ("Ich hab da eine Zahnreinigung, da kann ich jetzt doch nicht. Könnte ich mittwochs kommen?", "Wed"),
        ("Ich hab da eine Zahnreinigung bei Ihnen, da bin ich auf Dienstreise. Ginge auch ein Mittwoch?", "Wed"),
        ("Meine Frau hat eine Zahnreinigung bei Ihnen, kann man die auf einen Donnerstag legen?", "Thu"),
    ],
)
async def test_who_cannot_then_and_could_on_another_day_moves_what_they_have(words: str, day: str) -> None:
    line = _with_one()
    await said_after(line, words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.MOVE
    assert _days_offered(line) == {day}


async def test_who_cannot_on_one_day_and_has_nothing_with_us_books_for_another() -> None:
    line = Line()
    await said_after(line, "Am Dienstag hab ich Dienst, da kann ich nicht. Haben Sie am Mittwoch was für eine Füllung?")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.BOOK
    assert _days_offered(line) == {"Wed"}


def test_legs_and_plans_put_nothing_elsewhere() -> None:
    assert not puts_it_elsewhere("Ich muss den Fuß auf einen Stuhl stellen.", "de")
    assert not puts_it_elsewhere("Da kann ich nicht klagen, ich hätte gern eine Kontrolle.", "de")


@pytest.mark.parametrize(
    "words",
    [
        "Könnte mich Herr Doktor Weber bitte zurückrufen?",
        "Würden Sie mich heute noch zurückrufen, ich möchte mit Frau Doktor Aydin reden.",
        "Kann mich da vielleicht jemand zurückrufen?",
    ],
)
def test_who_wants_to_be_called_back_by_somebody_is_not_put_through(words: str) -> None:
    guess = classifier().classify(words, "de")
    assert guess.certain
    assert guess.intent is Intent.CALLBACK


def test_who_calls_back_themselves_wants_no_call() -> None:
    guess = classifier().classify("Sie hatten angerufen, und ich sollte Sie zurückrufen.", "de")
    assert not (guess.certain and guess.intent is Intent.CALLBACK)


@pytest.mark.parametrize(
    "words", ["Der erste war wann noch mal?", "Und der zweite wäre um wie viel Uhr?", "Der zweite Termin ist wann?"]
)
async def test_who_asks_when_an_offer_was_hears_the_offers_again(words: str) -> None:
    line = Line()
    said = await said_after(line, "Zahnreinigung am Mittwoch, bitte.", words)
    assert "acht Uhr" in said
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.slot is None


@pytest.mark.parametrize(
    "words",
    [
        "Hier ist Pohl. Frau Doktor Sommer wollte noch über mein Röntgenbild reden, kann sie mich zurückrufen?",
        "Reinhardt, könnte mich der Doktor Weber zurückrufen? Ich nehm neue Tabletten, darüber wollt ich reden.",
    ],
)
async def test_who_says_what_a_call_is_about_is_not_asked_what_about(words: str) -> None:
    assert "Worum geht es" not in await said_after(Line(), words)
