"""What is over goes by itself: words first, then the call; what is open or booked stays."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.domain.ids import CallSid
from app.ports.retention import Due
from app.ports.review import CallFilter
from tests.web.pages.office import OTHER, PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, CALLBACK, MESSAGE, a_morning, play
from tests.web.pages.recorded import record, recording_folder, sheet_of
from tests.web.pages.test_setup import HERE, fill, now

SCOPE = frozenset({PRAXIS})
WORDS = timedelta(days=90)
CALLS = timedelta(days=365)
GOES_ON = replace(BOOKING, outcome=None)
OF_OTHERS = replace(BOOKING, business=OTHER)
SHORT = replace(BOOKING, lines=BOOKING.lines[:2], decisions=())


async def night(office: Office, after: timedelta) -> Due:
    """So long after the calls of this morning. It was asked for since long ago."""
    office.clock.advance(after)
    business = await office.businesses.load(PRAXIS)
    assert business is not None
    await office.retention.retention.ask(PRAXIS, date(2026, 3, 1))
    return await office.retention.tonight(business, now=office.clock.now())


async def said(office: Office, sid: CallSid) -> str:
    sheet = await sheet_of(office, sid)
    return " ".join(f"{one.turn.text} {one.turn.heard_text} {one.original_text}" for one in sheet.turns)


async def test_words_go_after_their_days_and_what_happened_stays(practice: Office) -> None:
    sids = await a_morning(practice)
    turn = (await sheet_of(practice, sids["booking"])).turns[9].id
    await practice.review.correct(sids["booking"], turn, what="text", corrected="Erika Beispiel!", author="Anna")
    await practice.review.add_note(sids["booking"], author="Mia", text="Karte fehlte.")
    assert await night(practice, WORDS - timedelta(days=1)) == Due()
    assert await night(practice, timedelta(days=2)) == Due(words=len(sids))
    assert await night(practice, timedelta(0)) == Due()
    sheet = await sheet_of(practice, sids["booking"])
    assert set((await said(practice, sids["booking"])).split()) == {"███", "None"}
    assert (sheet.entry.summary, sheet.words_gone_at) == (None, practice.clock.now())
    assert sheet.entry.outcome == BOOKING.outcome
    assert [booking.reference for booking in sheet.bookings] == ["K7M4"]
    assert [note.text for note in sheet.notes] == ["Karte fehlte."]
    assert (await practice.review.find(SCOPE, CallFilter(text="Versichertenkarte"))).total == 0
    assert (await practice.review.find(SCOPE, CallFilter(text="fehlte"))).total == 1


async def test_a_task_keeps_its_words_until_somebody_has_finished_it(practice: Office) -> None:
    for nth, story in enumerate((MESSAGE, CALLBACK)):
        await play(practice, story, nth + 1)
    await night(practice, WORDS + timedelta(days=1))
    waiting = await practice.tasks.tasks(SCOPE)
    assert {one.item.text for one in waiting} == {MESSAGE.message, CALLBACK.callback}
    for task in waiting:
        await practice.tasks.finish(task, by="Anna Sommer")
    await night(practice, timedelta(days=1))
    assert {one.item.text for one in await practice.tasks.tasks(SCOPE, done=True)} == {"███"}
    await night(practice, CALLS)
    assert await practice.tasks.tasks(SCOPE, done=True) == ()


async def test_a_call_that_goes_on_and_what_nobody_has_done_outlive_every_rule(practice: Office) -> None:
    running = await play(practice, GOES_ON, 1)
    over = await play(practice, MESSAGE, 2)
    assert await night(practice, CALLS + timedelta(days=1)) == Due(calls=1)
    assert "Kontrolle" in await said(practice, running)
    assert await practice.review.sheet(None, over) is None
    assert [one.item.text for one in await practice.tasks.tasks(SCOPE)] == [MESSAGE.message]


async def test_the_sound_goes_with_the_words_at_the_latest(practice: Office, tmp_path: Path) -> None:
    await practice.person()
    sid = await play(practice, BOOKING, 1)
    async with recording_folder(practice, tmp_path) as folder:
        kept = await record(practice, folder, sid)
        async with signed_in(practice) as browser:
            await fill(browser, "recording", keep_days="300")
            await fill(browser, "retention", words_days="20")
        assert practice.recordings is not None
        practice.clock.advance(timedelta(days=19))
        assert await practice.recordings.sweep() == 0
        practice.clock.advance(timedelta(days=2))
        assert await practice.recordings.sweep() == 1
        assert folder.path(kept.file) is None


async def test_the_owner_sets_both_and_sees_what_would_go_tonight(practice: Office) -> None:
    await practice.person()
    await play(practice, BOOKING, 1)
    async with signed_in(practice) as browser:
        page = await browser.open(f"{HERE}/retention")
        assert 'value="90"' in page.text
        assert "DSGVO" in page.text
        assert "Heute Nacht ist nichts zu entfernen." in page.text
        practice.clock.advance(timedelta(days=3))
        await fill(browser, "retention", words_days="2", calls_days="30")
        assert browser.page is not None
        assert "Zum ersten Mal in der Nacht auf Freitag, 27. März 2026:" in browser.page.text
        assert "1 Gespräch verliert seine Worte." in browser.page.text
        assert await fill(browser, "retention", words_days="40") == 422
        assert "mindestens so lange wie seine Worte" in browser.page.text
        assert await fill(browser, "retention", words_days="0") == 422
    assert (await now(practice)).description["retention"] == {"words_days": 2, "calls_days": 30}


async def test_the_page_says_that_words_are_gone_and_the_log_says_how_many(practice: Office) -> None:
    await practice.person()
    sids = await a_morning(practice)
    await night(practice, WORDS + timedelta(days=1))
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sids['booking']}")).text
        assert "nach Ablauf der Frist geschwärzt" in page
        assert 'class="edit"' not in page
        log = (await browser.open("/access")).text
        assert "Frist abgelaufen, Worte geschwärzt" in log
        assert f"{len(sids)} Anrufe" in log


async def test_one_business_keeps_longer_than_its_neighbour(practice: Office) -> None:
    other = await practice.second_business()
    theirs = await play(practice, OF_OTHERS, 1)
    await night(practice, CALLS + timedelta(days=1))
    assert "Kontrolle" in await said(practice, theirs)
    assert await practice.retention.due(other, now=practice.clock.now()) == Due(calls=1)


async def test_many_calls_go_lot_by_lot(practice: Office) -> None:
    for nth in range(30):
        await play(practice, SHORT, nth)
    assert await night(practice, WORDS + timedelta(days=1)) == Due(words=30)
    entries, _ = await practice.edge.access.latest([PRAXIS])
    assert sum(entry.calls or 0 for entry in entries) == 30
