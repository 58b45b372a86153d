"""A passage that is marked in a sentence, or typed, is blacked out for good, in a real Chromium."""

import pytest

from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.office import Office, served
from tests.web.pages.practice import BOOKING, play

MARK = """selector => {
  const text = document.querySelector(selector).firstChild;
  const at = text.data.indexOf("Beispiel");
  document.getSelection().setBaseAndExtent(text, at, text, at + "Beispiel".length);
}"""


@pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference
@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_what_is_marked_in_a_sentence_becomes_the_passage_and_goes_for_good(
    practice: Office, size: tuple[int, int]
) -> None:
    await practice.person()
    sid = await play(practice, BOOKING)
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    turn = sheet.turns[1].id
    async with served(practice) as url, tab(url, size) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open(f"/calls/{sid}?edit={turn}#t{turn}")
        await browser.page.evaluate(MARK, f"#t{turn} .bubble")
        await browser.page.wait_for_function("document.getElementById('passage').value === 'Beispiel'")
        await browser.page.focus("#passage")
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Geschwärzt. Die Stelle ist endgültig weg.")
        assert "Beispiel" not in await browser.page.inner_text(f"#t{turn}")
    found = await practice.review.sheet(None, sid)
    assert found is not None
    assert found.turns[1].turn.text == "Guten Morgen, ████████ hier, ich hätte gern einen Termin zur Kontrolle."
