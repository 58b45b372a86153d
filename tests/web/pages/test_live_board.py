"""The board of running calls: nothing is lost between what a watcher knows and what it learns next."""

from datetime import UTC, datetime

import pytest

from app.domain.calls import CallTurn
from app.domain.ids import BusinessId, CallSid
from app.web.live_board import MOST_REMEMBERED, MOST_UNREAD, LiveBoard, LiveCall

HERE = BusinessId("praxis-dr-sommer")
CALL = LiveCall(CallSid("CA1"), HERE, "+493023125199", "de", datetime(2026, 3, 17, 8, tzinfo=UTC))


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
