"""Questions in a call that the owner's documents answer, and those that nothing answers."""

import pytest

from app.dialogue.guardrails import reads_like_a_claim
from tests.dialogue.text_call import Line


def line_with(**documents: str) -> Line:
    line = Line()
    line.tools.documents.update({words.replace("_", " "): said for words, said in documents.items()})
    return line


async def test_a_document_is_quoted_in_words_for_the_ear() -> None:
    line = line_with(bleaching="Bleaching: ab 280 Euro.")
    await line.pick_up()
    said = await line.say("Was kostet bei Ihnen ein Bleaching?")
    assert "ab zweihundertachtzig Euro" in said
    assert line.tools.unknown == []


async def test_the_owners_own_answer_comes_before_any_document() -> None:
    line = line_with(parken="Parken können Sie nirgends.")
    await line.pick_up()
    assert "Weserstraße" in await line.say("Wo kann ich parken?")


async def test_what_nothing_answers_is_said_to_be_unknown_and_put_before_the_owner() -> None:
    line = line_with()
    await line.pick_up()
    said = await line.say("Verkaufen Sie auch elektrische Zahnbürsten?")
    assert "weiß ich leider nicht" in said
    assert "Nachricht" in said
    await line.hang_up()
    assert line.tools.unknown == ["Verkaufen Sie auch elektrische Zahnbürsten?"]


async def test_a_question_in_the_middle_of_a_booking_is_answered_and_the_booking_goes_on() -> None:
    line = line_with(bleaching="Bleaching: ab 280 Euro.")
    await line.pick_up()
    await line.say("Ich brauche einen Termin zur Kontrolle.")
    said = await line.say("Was kostet bei Ihnen ein Bleaching?")
    assert "zweihundertachtzig Euro" in said
    assert said.rstrip().endswith("?")


@pytest.mark.parametrize("text", ["Eine Schiene kostet 280 Euro.", "Parken können Sie im Hof."])
def test_quotations_are_no_claims_of_deeds(text: str) -> None:
    assert not reads_like_a_claim(text, "de")
