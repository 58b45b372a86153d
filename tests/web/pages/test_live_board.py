"""The board of running calls: nothing is lost between what a watcher knows and what it learns next."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.calls import CallTurn, Decision
from app.domain.ids import BusinessId, CallSid
from app.domain.transfers.handovers import ACCEPTED, NOT_TAKEN, RINGING, TRANSFER
from app.web.live_board import (
    IN_SIGHT,
    MOST_REMEMBERED,
    MOST_UNREAD,
    AtStaff,
    BoardWords,
    LiveBoard,
    LiveCall,
    PassedOn,
    ShownCallRecords,
)
from tests.fakes.records import FakeRecords

HERE = BusinessId("praxis-dr-sommer")
CALL = LiveCall(CallSid("CA1"), HERE, "+493023125199", "de", datetime(2026, 3, 17, 8, tzinfo=UTC))


LATER = CALL.started_at + timedelta(minutes=1)


def step(why: str, **personal: object) -> Decision:
    return Decision(TRANSFER, LATER, why, personal=personal)


def passed(board: LiveBoard) -> PassedOn | None:
    """As somebody sees it who opens the page now."""
    with board.watching() as watch:
        return next((call.passed for call in watch.known if call.call_sid == CALL.call_sid), None)


def with_turns(count: int) -> LiveCall:
    turns = tuple(CallTurn("caller", str(nth), None, "de", nth, nth + 1) for nth in range(count))
    return LiveCall(CALL.call_sid, HERE, CALL.from_number, "de", CALL.started_at, turns)


async def test_a_call_that_ends_before_the_first_news_is_read_is_among_them() -> None:
    board = LiveBoard()
    board.show(CALL)
    with board.watching() as watch:
        assert watch.known == (CALL,)
        board.ended(CALL.call_sid)
        notice = await watch.news()
    assert notice is not None
    assert (notice.call_sid, notice.call) == (CALL.call_sid, None)


async def test_each_notice_says_which_turns_are_new() -> None:
    board = LiveBoard()
    board.show(with_turns(2))
    with board.watching() as watch:
        board.show(with_turns(3))
        board.show(with_turns(5))
        news = [await watch.news(), await watch.news()]
    assert [one.since for one in news if one is not None] == [2, 3]


async def test_a_watcher_that_falls_behind_is_told_to_come_again() -> None:
    board = LiveBoard()
    with board.watching() as watch:
        for _ in range(MOST_UNREAD + 1):
            board.show(CALL)
        seen = 0
        while await watch.news() is not None:
            seen += 1
    assert seen < MOST_UNREAD


async def test_a_line_on_which_nothing_happens_says_so() -> None:
    with LiveBoard().watching() as watch, pytest.raises(TimeoutError):
        await watch.news(within_s=0)


async def test_a_call_comes_back_with_its_words_and_the_oldest_are_forgotten() -> None:
    board = LiveBoard()
    board.show(with_turns(2))
    board.ended(CALL.call_sid)
    board.came_back(CALL.call_sid)
    assert board.calls[CALL.call_sid] == with_turns(2)
    board.ended(CALL.call_sid)
    for nth in range(MOST_REMEMBERED):
        sid = CallSid(f"CB{nth}")
        board.show(LiveCall(sid, HERE, "", "de", CALL.started_at))
        board.ended(sid)
    board.came_back(CALL.call_sid)
    assert board.calls == {}


async def test_what_was_said_is_in_sight_of_whoever_picks_up_until_they_have_the_call() -> None:
    board = LiveBoard()
    board.show(with_turns(3))
    board.passed_on(CALL.call_sid, LATER)
    assert passed(board) == PassedOn(AtStaff.WAITS, LATER)
    board.at_staff(CALL.call_sid, step(RINGING, target="Empfang", number="+493023125010"))
    assert passed(board) == PassedOn(AtStaff.RINGS, LATER, "Empfang")
    board.at_staff(CALL.call_sid, step(NOT_TAKEN))
    assert passed(board) == PassedOn(AtStaff.WAITS, LATER)
    board.at_staff(CALL.call_sid, step(RINGING, number="+493023125011"))
    board.at_staff(CALL.call_sid, step(ACCEPTED))
    assert passed(board) == PassedOn(AtStaff.TAKEN, LATER, "+493023125011")
    with board.watching() as watch:
        assert [len(call.turns) for call in watch.known] == [3]
        board.tidy(LATER + IN_SIGHT[AtStaff.TAKEN])
        board.tidy(LATER + IN_SIGHT[AtStaff.TAKEN] + timedelta(seconds=1))
        notice = await watch.news()
    assert notice is not None
    assert notice.call is None
    assert passed(board) is None


async def test_a_call_that_nobody_takes_is_the_assistants_again() -> None:
    board = LiveBoard()
    board.show(with_turns(2))
    board.passed_on(CALL.call_sid, LATER)
    assert board.calls == {}
    board.at_staff(CALL.call_sid, step(RINGING, target="Empfang"))
    board.came_back(CALL.call_sid)
    assert board.calls[CALL.call_sid] == with_turns(2)
    assert passed(board) is None


async def under_way(words: Callable[[BoardWords], None], *turns: CallTurn) -> list[tuple[str, str, bool]]:
    """What is shown of it after `words` came and then these turns went on record."""
    board = LiveBoard()
    board.show(CALL)
    shown = ShownCallRecords(FakeRecords(), board)
    words(board.words_of(CALL.call_sid))
    for turn in turns:
        await shown.add_turn(CALL.call_sid, turn)
    return [(one.speaker, one.text, one.speaks) for one in board.calls[CALL.call_sid].under_way]


async def test_words_are_shown_as_they_come_until_they_are_a_turn() -> None:
    def words(tap: BoardWords) -> None:
        tap.caller_speaks("")
        tap.caller_speaks("Ich hätte gern")
        tap.caller_said("Ich hätte gern einen Termin.")
        tap.assistant_speaks("Am Dienstag")

    said = CallTurn("caller", "Ich hätte gern einen Termin.", None, "de", 0, 900)
    both = [("caller", said.text, False), ("assistant", "Am Dienstag", True)]
    assert await under_way(words) == both
    assert await under_way(words, said) == both[1:]


async def test_who_goes_on_keeps_what_was_understood_and_who_speaks_anew_begins_anew() -> None:
    def words(tap: BoardWords) -> None:
        tap.caller_said("Am Dienstag.")
        tap.caller_speaks("")

    assert await under_way(words) == [("caller", "Am Dienstag.", True)]
    said = CallTurn("caller", "Am Dienstag.", None, "de", 0, 900)
    assert await under_way(words, said) == [("caller", "", True)]


async def test_a_cough_leaves_nothing_and_a_call_of_no_board_is_no_matter() -> None:
    def words(tap: BoardWords) -> None:
        tap.caller_speaks("")
        tap.caller_said_nothing()
        BoardWords(tap.board, CallSid("CA-elsewhere")).caller_said("Hallo")

    assert await under_way(words) == []


async def test_telephones_that_ring_before_the_assistant_put_nothing_on_the_board() -> None:
    board = LiveBoard()
    board.at_staff(CALL.call_sid, step(RINGING, target="Empfang"))
    with board.watching() as watch:
        assert watch.known == ()
