"""Trial calls are told from real ones wherever they show: on Today, among the tasks, in the list, live."""

import json
from dataclasses import replace

import httpx

from app.domain.calls import TRIAL_PREFIX, is_trial
from app.domain.ids import CallSid
from tests.web.pages.office import Office, signed_in
from tests.web.pages.practice import BOOKING, CALLBACK, play

TRIAL = CallSid(TRIAL_PREFIX + "0" * 30)
MARK = "Probe</span>"


async def test_a_trial_call_is_marked_on_today_in_the_tasks_and_in_the_list(practice: Office) -> None:
    assert is_trial(TRIAL)
    await practice.person()
    async with signed_in(practice) as browser:
        await play(practice, CALLBACK)
        for path in ("/", "/tasks", "/calls"):
            assert MARK not in (await browser.open(path)).text
        await play(practice, replace(CALLBACK, sid=TRIAL))
        assert (await browser.open("/")).text.count(MARK) == 2  # among what needs somebody, and the latest calls
        assert (await browser.open("/tasks")).text.count(MARK) == 1
        assert (await browser.open("/calls")).text.count(MARK) == 1


async def test_a_running_trial_call_is_marked_on_today_and_live(practice: Office) -> None:
    await practice.person()
    await play(practice, replace(BOOKING, sid=TRIAL, outcome=None, at=practice.clock.now(), decisions=()))
    async with signed_in(practice) as browser:
        assert MARK in (await browser.open("/")).text
        async with browser.http.stream("GET", "/live/events") as stream:
            told = await _first_call(stream)
    assert told["trial"] is True


async def _first_call(stream: httpx.Response) -> dict[str, object]:
    event = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == "call":
            found: dict[str, object] = json.loads(line.removeprefix("data: "))
            return found
    raise AssertionError("no call was told of")
