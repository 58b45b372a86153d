"""The caller's number: taken, read back digit by digit, put right in a part or as a whole, at last typed.

Decision: a number that was read back wrongly is said digit by digit, and once that went wrong, too, it is typed: what
the line loses of spoken digits, it loses again. A part of it ("am Ende vier acht, nicht acht vier") is put in place.
"""

from app.dialogue.asking import say_number_back
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, GoalKind
from app.dialogue.turn import Turn
from app.domain.ids import E164

LEAST_DIGITS = 2
"""Fewer are a correction only beside a no: "eins" may have been "nein"."""


def take_number(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    heard = turn.comprehension.phone(reading.text, turn.language, earlier=state.digits)
    if heard.e164 is not None and heard.complete:
        return _read_back(turn, heard.e164)
    if not state.digits and (mended := _mended(turn, reading, state.number_candidate)) is not None:
        return _read_back(turn, mended)
    if len(heard.digits) > len(state.digits):
        state.digits = heard.digits
        turn.ask(Asking.NUMBER, "number_more")
        return True
    if reading.answer == "no":
        state.number_declined = True
        return state.goal is None or state.goal.kind is not GoalKind.CALLBACK
    return False


def confirm_number(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    again = turn.comprehension.phone(reading.text, turn.language, earlier="")
    repeated = again.complete and again.e164 == state.number_candidate and reading.answer != "no"
    if reading.answer == "yes" or repeated:
        state.number = state.number_candidate
        return True
    if (mended := _mended(turn, reading, state.number_candidate)) is not None:
        return _read_back(turn, mended)
    if reading.answer == "no":
        state.number_denied += 1
        turn.ask(Asking.NUMBER, "ask_number_digits" if state.number_denied == 1 else "only_number")
        return True
    return False


def correct_number(turn: Turn, reading: Reading) -> None:
    """The number is wrong in what was read back: it is put right, or asked for again."""
    mended = _mended(turn, reading, turn.state.number)
    if mended is not None:
        _read_back(turn, mended)
    else:
        turn.ask(Asking.NUMBER, "ask_number")


def _mended(turn: Turn, reading: Reading, known: E164 | None) -> E164 | None:
    """Another number than the known one, out of a part of it or the whole."""
    new = turn.comprehension.phone(reading.rest or reading.text, turn.language, earlier="")
    if new.e164 is not None and new.complete:
        return new.e164 if new.e164 != known else None
    if known is None or (reading.answer != "no" and len(new.digits) < LEAST_DIGITS):
        return None
    if new.digits.startswith(("0", "+")) and reading.answer != "no":
        return None  # the beginning of a number
    heard = turn.comprehension.corrected_phone(reading.text, turn.language, known=known)
    if heard is None or not heard.complete or heard.e164 == known:
        return None
    return heard.e164


def _read_back(turn: Turn, number: E164) -> bool:
    turn.state.digits, turn.state.number_candidate = "", number
    say_number_back(turn)
    return True
