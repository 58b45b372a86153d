"""What pages load beside themselves."""

import gzip

from app.web.pages.view import asset, static_files
from tests.web.pages.office import Office, served, visit


async def test_styles_and_scripts_are_packed_for_browsers_that_take_it_and_are_the_same_unpacked(
    practice: Office,
) -> None:
    content, _ = static_files()["app.css"]
    async with served(practice) as url, visit(url) as browser:
        plain = await browser.http.get(asset("app.css"), headers={"Accept-Encoding": "identity"})
        async with browser.http.stream("GET", asset("app.css"), headers={"Accept-Encoding": "gzip, br"}) as answer:
            packed = b"".join([piece async for piece in answer.aiter_raw()])
    assert plain.content == gzip.decompress(packed) == content
    assert "content-encoding" not in plain.headers
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(packed) < len(content) / 3


async def test_a_page_itself_is_never_packed(practice: Office) -> None:
    async with served(practice) as url, visit(url) as browser:
        answer = await browser.http.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
