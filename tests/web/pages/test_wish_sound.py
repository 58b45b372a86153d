"""What nobody understood is heard where it is listed: whose sound is kept, by whoever may listen."""

import pytest

from app.connectors.wav_folder import WavFolder
from app.domain.ids import CallSid
from app.domain.wishes import UnknownWish
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import tab
from tests.web.pages.knowing import knowing
from tests.web.pages.office import Office, served, signed_in
from tests.web.pages.practice import a_morning
from tests.web.pages.recorded import sheet_of

NOT_LONG_ENOUGH_MS = 3_600_000


async def noted(practice: Office, sid: CallSid, *at_ms: int, text: str = "") -> None:
    practice.knowledge = knowing(practice)
    for nth, place in enumerate(at_ms):
        wish = UnknownWish(text if nth == 0 else "", "de", "goal", nth + 1, place, practice.clock.now())
        await practice.calls.add_unknown_wish(sid, wish)


async def test_speech_without_words_can_be_heard_from_the_list_at_its_place(practice: Office, sid: CallSid) -> None:
    await noted(practice, sid, 4_000)
    async with signed_in(practice) as browser:
        page = await browser.open("/knowledge")
        assert "Sprache, aber keine Worte verstanden" in page.text
        assert f'href="/calls/{sid}/recording.wav#t=3.4,10.6"' in page.text
        assert "Ab 0:04 anhören" in page.text
        assert "media-src 'self'" in page.headers["content-security-policy"]
        assert f'href="/calls/{sid}/recording.wav#t=3.4,10.6"' in (await browser.open(f"/calls/{sid}")).text


async def test_a_sentence_is_played_to_its_end(practice: Office, sid: CallSid) -> None:
    one = next(turn.turn for turn in (await sheet_of(practice, sid)).turns if turn.turn.speaker == "caller")
    await noted(practice, sid, one.started_ms)
    ends_s = (one.ended_ms + 600) / 1000
    async with signed_in(practice) as browser:
        assert f",{ends_s:g}" in (await browser.open("/knowledge")).text


async def test_of_several_attempts_the_one_without_words_is_named(practice: Office, sid: CallSid) -> None:
    await noted(practice, sid, 4_000, 9_000, text="Das Pferd, wegen der Hufeisen.")
    async with signed_in(practice) as browser:
        page = (await browser.open("/knowledge")).text
    assert "Ab 0:04 anhören<" in page
    assert "Ab 0:09 anhören · ohne Worte<" in page


async def test_without_a_recording_its_place_is_told_and_nothing_can_be_played(
    practice: Office, folder: WavFolder
) -> None:
    await practice.person()
    await noted(practice, (await a_morning(practice))["booking"], 62_000)
    async with signed_in(practice) as browser:
        page = (await browser.open("/knowledge")).text
    assert "bei 1:02" in page
    assert "recording.wav" not in page


async def test_behind_the_end_of_the_recording_nothing_can_be_played(practice: Office, sid: CallSid) -> None:
    await noted(practice, sid, NOT_LONG_ENOUGH_MS)
    async with signed_in(practice) as browser:
        assert "recording.wav" not in (await browser.open("/knowledge")).text


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
async def test_a_click_plays_the_piece_in_the_list_and_stops_behind_it(practice: Office, sid: CallSid) -> None:
    one = next(turn.turn for turn in (await sheet_of(practice, sid)).turns if turn.turn.speaker == "caller")
    await noted(practice, sid, one.started_ms)
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/knowledge")
        assert await browser.grave_findings() == []
        await browser.page.click("[data-hear-from]")
        await browser.page.wait_for_selector("[data-hear-from][aria-current]")
        await browser.page.wait_for_selector("[data-hear-from]:not([aria-current])")
        assert browser.page.url.endswith("/knowledge")
        assert browser.complaints == []
