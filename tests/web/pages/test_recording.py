"""Recordings on the call's page: who may hear them, what is logged, how they go."""

from dataclasses import replace
from datetime import timedelta

from app.connectors.wav_folder import HEADER_BYTES, WavFolder, header
from app.domain.ids import CallSid
from app.domain.people import Role
from app.domain.recordings import RecordingState
from app.ports.review import UNDO_FOR
from app.stores.recordings import SqlRecordings
from tests.web.pages.office import OTHER, PRAXIS, Office, Visit, served, signed_in, visit
from tests.web.pages.practice import a_morning
from tests.web.pages.recorded import is_silent, record, sheet_of


async def deeds(office: Office) -> list[str]:
    entries, _ = await office.edge.access.latest(None)
    return [entry.deed for entry in entries]


async def test_a_recording_is_played_in_pieces_and_each_listening_is_logged_once(
    practice: Office, sid: CallSid
) -> None:
    async with signed_in(practice) as browser:
        page = await browser.open(f"/calls/{sid}")
        assert f'src="/calls/{sid}/recording.wav"' in page.text
        assert "media-src &#39;self&#39;" in page.text or "media-src 'self'" in page.headers["content-security-policy"]
        whole = await browser.http.get(f"/calls/{sid}/recording.wav")
        assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/wav")
        assert whole.headers["cache-control"] == "no-store"
        assert whole.content[:HEADER_BYTES] == header(len(whole.content) - HEADER_BYTES)
        piece = await browser.http.get(f"/calls/{sid}/recording.wav", headers={"Range": "bytes=100-199"})
        assert (piece.status_code, piece.content) == (206, whole.content[100:200])
        assert (await deeds(practice)).count("listen_calls") == 1
        practice.clock.set(practice.clock.now() + timedelta(minutes=11))
        await browser.http.get(f"/calls/{sid}/recording.wav", headers={"Range": "bytes=100-199"})
        assert (await deeds(practice)).count("listen_calls") == 2
        await browser.http.get(f"/calls/{sid}/recording.wav", headers={"Range": "bytes=0-"})
        assert (await deeds(practice)).count("listen_calls") == 3
        assert "Aufnahme angehört" in (await browser.open("/access")).text


async def test_it_is_taken_along_as_a_file(practice: Office, sid: CallSid) -> None:
    await practice.person("rita@praxis.example", name="Rita", role=Role.REVIEWER)
    async with signed_in(practice) as browser:
        taken = await browser.open(f"/calls/{sid}/export.wav")
        assert taken.headers["content-disposition"] == 'attachment; filename="anruf-2026-03-17-0752.wav"'
        assert "export_calls" in await deeds(practice)
    async with signed_in(practice, "rita@praxis.example") as browser:
        assert (await browser.open(f"/calls/{sid}/export.wav")).status_code == 403
        assert (await browser.open(f"/calls/{sid}/recording.wav")).status_code == 200


async def test_nobody_of_another_business_and_no_stranger_hears_it(practice: Office, sid: CallSid) -> None:
    await practice.second_business()
    await practice.person("olaf@kanzlei.example", businesses=frozenset({OTHER}))
    paths = [f"/calls/{sid}/recording.wav", f"/calls/{sid}/export.wav"]
    async with signed_in(practice, "olaf@kanzlei.example") as browser:
        assert [(await browser.open(path)).status_code for path in paths] == [404, 404]
    async with served(practice) as url, visit(url) as stranger:
        assert [await _content_type(stranger, path) for path in paths] == ["text/html"] * 2
    assert "listen_calls" not in await deeds(practice)


async def _content_type(browser: Visit, path: str) -> str:
    return (await browser.open(path)).headers["content-type"].split(";")[0]


async def test_a_page_without_a_recording_is_as_it_was(practice: Office, folder: WavFolder) -> None:
    await practice.person()
    sid = (await a_morning(practice))["booking"]
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sid}")).text
        assert "<audio" not in page
        assert "player" not in page
        assert "data-from" not in page
        assert (await browser.open(f"/calls/{sid}/recording.wav")).status_code == 404


async def test_blacking_a_passage_out_silences_its_turn_for_good(
    practice: Office, sid: CallSid, folder: WavFolder
) -> None:
    sheet = await sheet_of(practice, sid)
    one = next(turn for turn in sheet.turns if turn.turn.speaker == "caller")
    others = [turn for turn in sheet.turns if turn.turn.started_ms > one.turn.ended_ms + 1_000]
    async with signed_in(practice) as browser:
        await browser.open(f"/calls/{sid}?edit={one.id}")
        page = await browser.send(f"/calls/{sid}/redact", turn=str(one.id), passage=one.turn.text.split()[0])
        assert "Geschwärzt" in page.text
        sound = (await browser.http.get(f"/calls/{sid}/recording.wav")).content[HEADER_BYTES:]
    assert is_silent(sound, [one])
    assert not any(is_silent(sound, [other]) for other in others)


async def test_words_stay_when_their_sound_cannot_be_silenced(
    practice: Office, sid: CallSid, folder: WavFolder
) -> None:
    kept = await SqlRecordings(practice.database).of(sid)
    assert kept is not None
    await folder.remove(kept.file)
    one = (await sheet_of(practice, sid)).turns[1]
    async with signed_in(practice) as browser:
        assert "liegt nicht auf diesem Server" in (await browser.open(f"/calls/{sid}?edit={one.id}")).text
        page = await browser.send(f"/calls/{sid}/redact", turn=str(one.id), passage=one.turn.text)
        assert "lässt sich gerade nicht ändern" in page.text
    assert (await sheet_of(practice, sid)).turns[1].turn.text == one.turn.text


async def test_a_recording_goes_when_its_time_is_over_and_with_its_call(
    practice: Office, sid: CallSid, folder: WavFolder
) -> None:
    desk, recordings = practice.recordings, SqlRecordings(practice.database)
    assert desk is not None
    kept = await desk.of(sid)
    assert kept is not None
    practice.clock.set(kept.agreed_at + timedelta(days=30, seconds=-1))
    assert await desk.sweep() == 0
    practice.clock.set(kept.agreed_at + timedelta(days=30))
    assert await desk.sweep() == 1
    assert folder.path(kept.file) is None
    assert (await desk.of(sid)) == replace(kept, state=RecordingState.EXPIRED, file="", length_ms=0)
    again = await record(practice, folder, sid)
    await recordings.put(replace(again, agreed_at=practice.clock.now()))
    await practice.review.delete(sid)
    practice.clock.set(practice.clock.now() + UNDO_FOR - timedelta(seconds=1))
    await practice.review.keep_up()
    await desk.sweep()
    assert folder.path(again.file) is not None
    practice.clock.set(practice.clock.now() + timedelta(seconds=1))
    await practice.review.keep_up()
    assert await desk.sweep() == 1
    assert folder.path(again.file) is None
    assert await desk.of(sid) is None


async def test_what_a_crash_left_is_kept_as_incomplete(practice: Office, sid: CallSid) -> None:
    desk, recordings = practice.recordings, SqlRecordings(practice.database)
    kept = await recordings.of(sid)
    assert desk is not None
    assert kept is not None
    await recordings.put(replace(kept, state=RecordingState.RUNNING, length_ms=0))
    await desk.sweep()
    assert await desk.of(sid) == replace(kept, state=RecordingState.INCOMPLETE, fault="broken_off")
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sid}")).text
        assert "unvollständig, abgebrochen" in page
        assert "<audio" in page


async def test_a_refused_recording_is_told_and_cannot_be_heard(practice: Office, sid: CallSid) -> None:
    recordings = SqlRecordings(practice.database)
    kept = await recordings.of(sid)
    assert kept is not None
    await recordings.put(replace(kept, state=RecordingState.REFUSED, file="", length_ms=0))
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sid}")).text
        assert "wollte keine Aufnahme" in page
        assert "<audio" not in page


async def test_the_owner_switches_recordings_on_and_sees_what_it_means(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/setup/{PRAXIS}/recording")).text
        assert "§ 201 StGB" in page
        wrong = await browser.send(f"/setup/{PRAXIS}/recording", switched_on="1", keep_days="0", based_on="1")
        assert wrong.status_code == 422
        saved = await browser.send(f"/setup/{PRAXIS}/recording", switched_on="1", keep_days="7", based_on="1")
        assert saved.status_code == 200
        assert saved.url.path == f"/setup/{PRAXIS}/greeting"
        assert "Gespräche werden aufgenommen." in saved.text
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert (business.recording.switched_on, business.recording.keep_days) == (True, 7)
    async with signed_in(practice) as browser:
        await browser.open(f"/setup/{PRAXIS}/recording")
        await browser.send(f"/setup/{PRAXIS}/recording", keep_days="30", based_on="2")
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert not business.recording.switched_on


async def test_the_second_part_of_a_call_that_came_back_has_no_sound_and_may_be_blacked_out(
    practice: Office, sid: CallSid, folder: WavFolder
) -> None:
    sheet = await sheet_of(practice, sid)
    late = replace(sheet.turns[-1].turn, text="Da nahm leider niemand ab.", started_ms=90_000, ended_ms=95_000, part=2)
    await practice.calls.add_turn(sid, late)
    before = (await sheet_of(practice, sid)).turns
    async with signed_in(practice) as browser:
        page = (await browser.open(f"/calls/{sid}")).text
        assert page.count("Der Anruf kam zum Assistenten zurück. Die Aufnahme endet davor.") == 1
        assert page.count("data-from=") == len(before) - 1
        sound = (await browser.http.get(f"/calls/{sid}/recording.wav")).content
        await browser.open(f"/calls/{sid}?edit={before[-1].id}")
        await browser.send(f"/calls/{sid}/redact", turn=str(before[-1].id), passage="niemand")
        assert (await browser.http.get(f"/calls/{sid}/recording.wav")).content == sound
    assert "niemand" not in (await sheet_of(practice, sid)).turns[-1].turn.text
