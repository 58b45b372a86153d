"""What was done at an earlier visit, said beside what is wished for now."""

import pytest

from tests.dialogue.text_call import Line
from voice.contract import Language


@pytest.mark.parametrize(
    ("language", "text", "wished"),
    [
        ("en", "I had the cleaning last month. It's a filling I need.", "filling"),
        ("en", "I got a filling two weeks ago, now I'd like a check-up.", "checkup"),
        ("en", "I need a filling, I had one last year.", "filling"),
        ("de", "Die Zahnreinigung hatte ich letzten Monat schon. Ich brauche eine Füllung.", "filling"),
        ("de", "Ich war letzte Woche zur Kontrolle da und brauche jetzt eine Füllung.", "filling"),
        ("de", "Ich hatte neulich eine Füllung, jetzt hätte ich gern eine Zahnreinigung.", "cleaning"),
    ],
)
async def test_what_was_had_before_is_not_wished_for_again(language: Language, text: str, wished: str) -> None:
    line = Line(language=language)
    await line.pick_up()
    await line.say(text)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == wished
