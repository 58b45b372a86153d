"""German callers whom no appointment is made for, and those who only sound as if."""

import pytest

from app.dialogue.state import GoalKind
from tests.dialogue.text_call import Line, said_after


async def _kind(line: Line, words: str) -> GoalKind | None:
    await said_after(line, words)
    goal = line.conversation.state.goal
    return goal.kind if goal is not None else None


@pytest.mark.parametrize(
    "words",
    [
        "Guten Tag, Marquardt. Ich wollte nur Bescheid geben, dass ich die Karte am Mittwoch vorbeibringe.",
        "Ich soll Ihnen mitteilen, dass die Unterlagen am Freitag bei Ihnen ankommen.",
        "Müller hier, ich wollte nur durchgeben, dass wir seit Montag eine neue Nummer haben.",
        "Könnten Sie mir mein Bonusheft stempeln?",
        "In meinem Bonusheft muss noch was nachgetragen werden.",
        "Kann ich den Termin von meinem Bruder übernehmen?",
        "Könnte ich den Kontrolltermin von meiner Tante übernehmen?",
        "Meine Schwester ist krank, kann ich für ihren Termin einspringen?",
    ],
)
async def test_what_people_have_to_see_to_is_told_to_them(words: str) -> None:
    assert await _kind(Line(), words) is GoalKind.MESSAGE


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ich müsste mal wieder zur Kontrolle, im Bonusheft fehlt noch der Stempel.", GoalKind.BOOK),
        ("Ich hätte gern einen Termin zur Zahnreinigung, übernimmt oder übernehmen das die Kassen?", GoalKind.BOOK),
        ("Ich bräuchte einen Termin für den Stempel im Bonusheft.", GoalKind.BOOK),
        ("Ich wollte nur Bescheid sagen, dass ich den Termin am Dienstag absagen muss.", GoalKind.CANCEL),
    ],
)
async def test_who_names_a_visit_beside_the_errand_gets_what_they_wish_for(words: str, kind: GoalKind) -> None:
    assert await _kind(Line(), words) is kind


@pytest.mark.parametrize(
    "words",
    [
        "Ich hab Karies, das soll gefüllt werden. Wegen meiner Schicht könnte ich nächste Woche nur Montag.",
        "Bei mir muss eine Füllung gemacht werden, mein Chef lässt mich aber nur am Dienstag weg.",
    ],
)
async def test_what_is_theirs_beside_the_wish_makes_it_no_move(words: str) -> None:
    assert await _kind(Line(), words) is GoalKind.BOOK


@pytest.mark.parametrize("words", ["Was haben Sie denn da am Nachmittag?", "Was wäre denn nachmittags noch frei?"])
async def test_who_asks_what_else_there_is_takes_none_of_the_offers(words: str) -> None:
    line = Line()
    said = await said_after(line, "Eine Kontrolle am Dienstag.", words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is None
    assert "dreizehn Uhr dreißig" in said


@pytest.mark.parametrize(
    "words", ["Donnerstag ist gut.", "Vormittags passt mir immer am besten.", "Hauptsache Donnerstag, gegen elf."]
)
async def test_the_only_offer_is_taken_by_who_wishes_for_it_again(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am Donnerstag, so um elf rum.", words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is not None


@pytest.mark.parametrize("words", ["Lieber am Nachmittag.", "Und am Freitag?", "Donnerstag ist schlecht."])
async def test_the_only_offer_is_not_taken_by_who_wishes_for_another(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am Donnerstag, so um elf rum.", words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is None


@pytest.mark.parametrize(
    "words",
    [
        "Wir sind umgezogen, ich wollte Ihnen die neue Anschrift durchgeben.",
        "Ich hab eine neue Handynummer und wollte die neue Nummer kurz hinterlegen.",
        "Ich hab geheiratet und möchte meinen neuen Nachnamen mitteilen.",
    ],
)
async def test_who_has_new_particulars_is_asked_for_them(words: str) -> None:
    line = Line()
    said = await said_after(line, words)
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind is GoalKind.MESSAGE
    assert said.endswith("?")


async def test_who_can_only_be_called_when_that_doctor_is_away_is_called_by_somebody_else() -> None:
    line = Line()
    await said_after(line, "Reinhardt, könnte mich Frau Doktor Aydin zurückrufen? Es geht um meine Tabletten.")
    assert "Aydin" in await line.say("Heute Nachmittag, ab zwei.")
    await line.say("Ich kann nur heute ab zwei.")
    if not line.tools.callbacks:
        await line.say("Inge Reinhardt.")
    assert line.tools.callbacks
