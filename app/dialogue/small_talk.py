"""The small change of a conversation: greetings, thanks, goodbyes, and questions that lead to no goal."""

import re

from app.dialogue import details, digressions
from app.dialogue.intents import Intent
from app.dialogue.next_step import ask_again, say_goodbye
from app.dialogue.reading import Reading
from app.dialogue.state import Asking
from app.dialogue.turn import Turn
from app.domain.spoken.say import say_name

LEAST_ASKED = 6
"""Words."""
_ASKS_SOMETHING = re.compile(r"(?:[^\s.!?]+[ ,]+){3,}[^\s.!?]+\?")
"""A sentence of more than a few words that ends in a question mark: "Hallo?" asks for nothing that one could know."""


async def small_talk(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if "asks_who" in reading.marks and state.goal is None:
        turn.say("who_is_here", business=say_name(state.business.name, turn.language))
        turn.again = True
        await ask_again(turn)
        return True
    if await _chat(turn, reading):
        return True
    if state.goal is None and _ASKS_SOMETHING.search(reading.text) and not turn.beyond_us:
        await digressions.answer(turn, reading)
        return True
    return False


async def _chat(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if reading.asks and state.goal is None and reading.guess.confidence < 0.35:
        await digressions.answer(turn, reading)
        return True
    if reading.guess.confidence < 0.35:
        return False
    match reading.intent:
        case Intent.GOODBYE:
            say_goodbye(turn)
        case Intent.THANKS if state.asking is Asking.ANYTHING_ELSE:
            say_goodbye(turn)
        case Intent.THANKS:
            turn.say("welcome")
            turn.again = True
            await ask_again(turn)
        case Intent.GREETING | Intent.INFORM if (
            state.goal is None and (reading.name or reading.intent is Intent.GREETING) and not _asks_something(reading)
        ):
            _greet(turn, reading)
        case Intent.YES if state.goal is None and not reading.text.rstrip().endswith("?"):
            turn.ask(Asking.GOAL, "please_go_on")
        case Intent.NO if state.asking is Asking.GOAL and state.turns_heard > 1:
            say_goodbye(turn)
        case Intent.QUESTION | Intent.OTHER | Intent.INFORM | Intent.GREETING if reading.asks and state.goal is None:
            await digressions.answer(turn, reading)
        case Intent.OTHER if reading.guess.confidence >= 0.6 and len(reading.text.split()) > 2:
            return await digressions.off_topic(turn, reading)
        case _:
            return False
    return True


def _asks_something(reading: Reading) -> bool:
    """Behind the greeting; "how are you?" is part of one."""
    return reading.asks and len(reading.text.split()) >= LEAST_ASKED


def _greet(turn: Turn, reading: Reading) -> None:
    if reading.name is not None:
        details.amend_person(turn, reading)
        turn.say("greeting_name", name=say_name(reading.name, turn.language))
    else:
        turn.say("greeting_back")
    turn.ask(Asking.GOAL, "goal")
