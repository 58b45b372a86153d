"""What is read before its turn: once, never as it was before a write, and its errors are the asker's."""

import asyncio

import pytest

from app.dialogue.reading_ahead import ReadingAhead
from app.domain.errors import StoreUnavailable
from tests.dialogue.text_call import Line

QUESTION = "Was kostet ein Bleaching?"


def reads(line: Line) -> list[str]:
    return [name for name, _ in line.tools.calls]


async def test_what_was_begun_is_read_once() -> None:
    line = Line()
    ahead = ReadingAhead(line.tools)
    for _ in range(2):
        ahead.begin_quote(QUESTION, "de")
        ahead.begin_my_appointments()
    assert await ahead.quote(QUESTION, "de") is None
    assert await ahead.my_appointments(name=None, day=None) == ()
    assert sorted(reads(line)) == ["my_appointments", "quote"]


async def test_appointments_are_read_again_after_something_was_written() -> None:
    line = Line()
    ahead = ReadingAhead(line.tools)
    ahead.begin_my_appointments()
    await asyncio.sleep(0)
    ahead.something_is_written()
    await ahead.my_appointments(name=None, day=None)
    assert reads(line) == ["my_appointments", "my_appointments"]


async def test_an_error_is_raised_where_it_is_asked_for_and_nowhere_else() -> None:
    line = Line()
    line.tools.down = True
    ahead = ReadingAhead(line.tools)
    ahead.begin_quote(QUESTION, "de")
    ahead.begin_quote("Wo ist das?", "de")
    with pytest.raises(StoreUnavailable):
        await ahead.quote(QUESTION, "de")
    ahead.drop()
