"""Messages and callbacks: given to somebody, tried, done; and what is due when."""

from datetime import datetime, timedelta

import pytest

from app.domain.calls import CallbackStatus
from app.domain.people import Role
from app.domain.workday import due_by, last_closing
from tests.fakes.business import praxis
from tests.web.pages.office import BERLIN, Office, signed_in
from tests.web.pages.practice import CALLBACK, a_morning, play


async def test_a_callback_is_assigned_tried_done_and_opened_again(practice: Office) -> None:
    await play(practice, CALLBACK)
    await practice.person(role=Role.STAFF)
    [task] = await practice.tasks.tasks(None)
    async with signed_in(practice) as browser:
        address = f"/tasks/{task.item.id}"
        await browser.open("/tasks")
        await browser.send(f"{address}/assign", to="Anna Sommer")
        await browser.send(f"{address}/tried", result="not_reached")
        shown = (await browser.open("/tasks")).text
        assert "bei Anna Sommer" in shown
        assert "nicht erreicht: Anna Sommer" in shown
        await browser.send(f"{address}/done")
        assert "erledigt von Anna Sommer" in (await browser.open("/tasks?show=done")).text
        assert await practice.tasks.open_count(None) == 0
        [record] = (await practice.edge.records.callbacks()).items
        assert record.status is CallbackStatus.DONE
        await browser.send(f"{address}/open")
        assert await practice.tasks.open_count(None) == 1


async def test_a_task_is_given_only_to_people_who_see_it(practice: Office) -> None:
    await play(practice, CALLBACK)
    await practice.person(role=Role.STAFF)
    [task] = await practice.tasks.tasks(None)
    async with signed_in(practice) as browser:
        await browser.open("/tasks")
        assert (await browser.send(f"/tasks/{task.item.id}/assign", to="Fremde Person")).status_code == 422


async def test_today_says_what_needs_somebody_and_since_when(practice: Office) -> None:
    await a_morning(practice)
    await practice.person()
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "Guten Morgen, Anna Sommer" in page
        assert "seit gestern, 18:00 Uhr" in page
        assert "Rückruf: Jörg Übeleis" in page
        assert "Anruf ging schief" in page
        practice.clock.advance(timedelta(hours=3))
        assert "überfällig" in (await browser.open("/")).text


@pytest.mark.parametrize(
    ("now", "closed"),
    [
        ("2026-03-17T08:10", "2026-03-16T18:00"),
        ("2026-03-16T08:10", "2026-03-13T"),  # Monday: since Friday
        ("2026-03-30T08:10", "2026-03-27T"),  # after the night in which the clocks went forward
        ("2026-10-26T08:10", "2026-10-23T"),  # after the night in which they went back
    ],
)
def test_the_last_closing_is_that_of_the_last_open_day(now: str, closed: str) -> None:
    found = last_closing(praxis(), datetime.fromisoformat(now).replace(tzinfo=BERLIN))
    assert found.isoformat().startswith(closed)


def test_what_comes_in_at_night_is_due_by_the_next_closing() -> None:
    business = praxis()
    came = datetime(2026, 3, 27, 22, 0, tzinfo=BERLIN)  # Friday night, the clocks change on Sunday
    due = due_by(business, came)
    assert due.date().isoformat() == "2026-03-30"
    assert due.utcoffset() == timedelta(hours=2)


async def test_every_attempt_is_kept_with_its_time_its_outcome_and_whose_time_it_was(practice: Office) -> None:
    await play(practice, CALLBACK)  # reachable tomorrow, which is this Tuesday, between nine and ten
    await practice.person(role=Role.STAFF)
    [task] = await practice.tasks.tasks(None)
    address = f"/tasks/{task.item.id}"
    async with signed_in(practice) as browser:
        await browser.open("/tasks")
        await browser.send(f"{address}/tried", result="busy")  # ten past eight
        practice.clock.advance(timedelta(hours=1))
        await browser.send(f"{address}/tried", result="not_reached")
        past = await browser.send(f"{address}/new_time", day="2026-03-16", time="15:00")
        assert "die noch kommen" in past.text
        shown = (await browser.send(f"{address}/new_time", day="2026-03-17", time="15:00")).text
        assert "bis heute, 15:00" in shown
        assert "nicht erreicht: Anna Sommer, heute, 09:10 (zur gewünschten Zeit)" in shown
        practice.clock.advance(timedelta(hours=6))
        done = await browser.send(f"{address}/reached")
        assert "Erreicht und erledigt." in done.text
    kept = [(one.attempt.result, one.attempt.time_source) for one in (await practice.tasks.attempts()).items]
    assert kept == [("reached", "agreed"), ("new_time", "named"), ("not_reached", "named"), ("busy", "own")]
    first = await practice.tasks.attempts(limit=3)
    assert first.total == 4
    assert first.next is not None
    [last] = (await practice.tasks.attempts(limit=3, cursor=first.next)).items
    assert (last.kind, last.item, last.attempt.result) == ("callback", task.item.id, "busy")


async def test_what_was_done_by_mistake_is_taken_back(practice: Office) -> None:
    await play(practice, CALLBACK)
    await practice.person(role=Role.STAFF)
    await practice.person("mia@praxis.example", name="Mia Kurz", role=Role.STAFF)
    [task] = await practice.tasks.tasks(None)
    address = f"/tasks/{task.item.id}"
    async with signed_in(practice) as browser:
        await browser.open("/tasks")
        assert f'action="{address}/untried"' in (await browser.send(f"{address}/tried", result="busy")).text
        assert "gestrichen" in (await browser.send(f"{address}/untried")).text
        await browser.send(f"{address}/reached")
        assert "Wieder offen." in (await browser.send(f"{address}/open", untry="1")).text
    assert (await practice.tasks.attempts()).total == 0
    assert await practice.tasks.open_count(None) == 1
    await practice.tasks.tried(task, by="Anna Sommer", result="busy")
    async with signed_in(practice, "mia@praxis.example") as browser:
        await browser.open("/tasks")
        assert "jemand anderes notiert" in (await browser.send(f"{address}/untried")).text


async def test_a_task_that_somebody_took_meanwhile_is_not_taken_from_them_unseen(practice: Office) -> None:
    await play(practice, CALLBACK)
    await practice.person(role=Role.STAFF)
    await practice.person("mia@praxis.example", name="Mia Kurz", role=Role.STAFF)
    [task] = await practice.tasks.tasks(None)
    async with signed_in(practice) as browser:
        await browser.open("/tasks")
        await practice.tasks.assign(task, "Mia Kurz")
        answer = await browser.send(f"/tasks/{task.item.id}/assign", to="Anna Sommer", was="")
        assert "inzwischen jemand anderes" in answer.text
        assert "bei Mia Kurz" in answer.text
        assert "bei Mia Kurz" not in (await browser.open("/tasks?mine=1")).text
