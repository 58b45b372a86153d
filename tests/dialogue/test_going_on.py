"""Callers who go on before a word of the answer was heard: what the first half led to leaves no trace."""

import pytest

from app.dialogue.transcript import CallerSaid
from tests.dialogue.text_call import Line
from voice.contract import Heard, Language, Listen, Transfer, Unintelligible, Utterance

APPOINTMENT = {
    "offering": "checkup",
    "resource": "dr-anna-sommer",
    "start": "2026-03-26T10:00",
    "name": "Sabine Hoffmann",
}


async def called() -> Line:
    line = Line()
    await line.pick_up()
    return line


async def goes_on(line: Line, whole: str) -> tuple[str, object]:
    """The answer to the half was not heard; then the whole is."""
    line.conversation.heard(Heard(line.turns, "", "", interrupted=True))
    return await line.send(Utterance(line.turns + 1, whole, "de", 0, 0, continues=True))


async def test_a_transfer_that_the_caller_talked_on_from_is_taken_off_the_record() -> None:
    line = await called()
    _, ending = await line.send("Das ist ein Notfall")
    assert isinstance(ending, Transfer)
    assert await line.records.escalation(line.call_sid) is not None
    _, ending = await line.send("Eine Kontrolle am Donnerstag bitte.")
    assert isinstance(ending, Listen)
    assert await line.records.escalation(line.call_sid) is None


async def test_a_question_asked_in_two_pieces_is_answered_as_one() -> None:
    line = await called()
    await line.send("Haben Sie eigentlich auch")
    said, _ = await goes_on(line, "Haben Sie eigentlich auch am Freitag geöffnet?")
    assert "Freitag" in said
    assert line.tools.unknown == []


async def test_what_a_piece_could_not_be_answered_with_does_not_reach_the_owners_list() -> None:
    line = await called()
    await line.send("Verleihen Sie eigentlich auch")
    await goes_on(line, "Verleihen Sie eigentlich auch Fahrräder?")
    await line.send("Eine Kontrolle am Donnerstag bitte.")
    assert line.tools.unknown == ["Verleihen Sie eigentlich auch Fahrräder?"]


async def test_who_pauses_is_not_taken_for_somebody_who_repeats_and_interrupts() -> None:
    whole = "Das nervt mich jetzt wirklich, Sie haben mir den falschen Termin gegeben"
    at_once, in_pieces = await called(), await called()
    await at_once.send(whole)
    await in_pieces.send("Das nervt mich jetzt wirklich")
    await goes_on(in_pieces, "Das nervt mich jetzt wirklich, Sie haben mir")
    await goes_on(in_pieces, whole)
    assert in_pieces.conversation.state.mood == at_once.conversation.state.mood


async def test_noise_before_a_sentence_leaves_what_was_said_before_on_the_transcript() -> None:
    line = await called()
    await line.send("Eine Kontrolle.")
    await line.send(Unintelligible(line.turns + 1, 0, 0))
    await goes_on(line, "Am Donnerstag.")
    entries = [entry.text for entry in line.conversation.transcript.entries if isinstance(entry, CallerSaid)]
    assert entries == ["Eine Kontrolle.", "Am Donnerstag."]


async def test_when_to_call_back_is_waited_for_to_its_end() -> None:
    line = await called()
    line.know("Sabine Hoffmann")
    _, ending = await line.send("Bitte rufen Sie mich zurück.")
    asked = [ending]
    for words in ("Wegen einer Rechnung.", "Sabine Hoffmann."):
        if isinstance(asked[-1], Listen):
            _, ending = await line.send(words)
            asked.append(ending)
    assert all(act.commits for act in asked if isinstance(act, Listen))


HALVES = {
    "de": ("Rufen Sie mich an, wenn früher etwas frei wird", ", aber bitte nur vormittags."),
    "en": ("Please call me if something earlier comes up", ", but leave Emma's appointment as it is."),
}


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_wish_to_wait_out_of_the_blue_is_acted_on_when_all_of_it_is_heard(language: Language) -> None:
    half, rest = HALVES[language]
    line = Line(language=language)
    line.has_booking(APPOINTMENT)
    await line.pick_up()
    await line.send(half)
    line.conversation.heard(Heard(line.turns, "", "", interrupted=True))
    said, _ = await line.send(Utterance(line.turns + 1, half + rest, language, 0, 0, continues=True))
    assert len(line.tools.waiting) == 1
    assert [name for name, _ in line.tools.calls].count("leave_waitlist") == 1
    assert len([done for done in line.conversation.state.done if done.kind == "message"]) == 1
    assert ("Warteliste" if language == "de" else "waiting list") in said


async def test_a_list_that_cannot_be_left_is_told_of() -> None:
    line = Line()
    line.has_booking(APPOINTMENT)
    await line.pick_up()
    await line.send("Rufen Sie mich an, wenn früher etwas frei wird")
    line.tools.down = True
    said, _ = await goes_on(line, "Rufen Sie mich an, wenn früher etwas frei wird, ja?")
    assert "Warteliste" in said
    assert len(line.tools.waiting) == 1
