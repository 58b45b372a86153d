"""An appointment that is only spoken of is neither looked up, nor moved, nor made."""

from typing import Any

import pytest

from tests.dialogue.text_call import Line
from voice.contract import Language

THEIRS = {"offering": "checkup", "start": "2026-03-24T14:00", "resource": "dr-jonas-weber", "name": "Sabine Hoffmann"}


async def _answer(language: Language, text: str, standing: dict[str, Any] | None = None) -> str:
    line = Line(language=language)
    if standing is not None:
        line.has_booking(standing)
    await line.pick_up()
    return await line.say(text)


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("en", "I've got an appointment soon and I'll be coming by train. Which stop do I get off at?", "Hermannplatz"),
        ("en", "I have an appointment next week, do I need to bring anything?", "insurance card"),
        ("en", "My daughter has an appointment on Thursday. Is there parking?", "courtyard"),
        ("de", "Ich habe bald einen Termin und komme mit der Bahn. Welche Haltestelle ist das?", "Hermannplatz"),
        ("de", "Ich habe bald einen Termin bei Ihnen und komme mit dem Auto. Wo kann ich denn parken?", "Hof"),
        ("de", "Ich habe bald einen Termin und wollte fragen, ob ich was mitbringen muss.", "Versichertenkarte"),
    ],
)  # fmt: skip
async def test_it_leads_to_the_question_behind_it_alone(language: Language, text: str, answer: str) -> None:
    said = await _answer(language, text)
    assert answer in said
    assert ("anything else" if language == "en" else "noch etwas") in said


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("en", "I have an appointment next week. When is it?", "the twenty-fourth"),
        ("de", "Ich habe nächste Woche einen Termin. Wann ist der denn?", "vierundzwanzigsten"),
        ("en", "I have an appointment on Tuesday. Could I come on Wednesday?", "Wednesday"),
    ],
)
async def test_what_is_asked_about_it_is_answered_for_it(language: Language, text: str, answer: str) -> None:
    assert answer in await _answer(language, text, THEIRS)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("How much is a cleaning? And could I have one the day after tomorrow, right when you open?", "Wednesday"),
        ("How much is a filling, and can I get one on Tuesday morning?", "tomorrow"),
        ("I was told at my last visit that I need a filling. It has to be late, because of my job.", "four"),
        ("The doctor said my tooth needs a root canal. It must be late in the day.", "four"),
    ],
)  # fmt: skip
async def test_who_tells_why_is_offered_times(text: str, offered: str) -> None:
    said = await _answer("en", text)
    assert offered in said
    assert "suits you" in said or "suit you" in said


@pytest.mark.parametrize("language", ["de", "en"])
async def test_who_only_wanted_to_know_something_is_said_goodbye_to(language: Language) -> None:
    line = Line(language=language)
    await line.pick_up()
    if language == "de":
        await line.say("Kommt man bei Ihnen mit dem Rollstuhl rein?")
        assert "iederhören" in await line.say("Nein, das wollte ich nur wissen, danke schön.")
    else:
        await line.say("Is there parking?")
        assert "oodbye" in await line.say("No, that was all I wanted to know, thank you.")


@pytest.mark.parametrize(
    ("language", "wish", "refusal"),
    [
        ("de", "Ich möchte eine Nachricht hinterlassen.", "Nein, doch keine Nachricht."),
        ("en", "I'd like to leave a message.", "No, no message, thanks."),
    ],
)
async def test_who_wants_to_leave_no_message_after_all_leaves_none(language: Language, wish: str, refusal: str) -> None:
    line = Line(language=language)
    await line.pick_up()
    await line.say(wish)
    assert "?" in await line.say(refusal)
    assert not line.conversation.state.goals
