"""Words of a call that are shown anywhere stand in the access log: read over the API, or found by a search."""

from datetime import timedelta

import httpx
from fastapi import FastAPI

from app.web.api import ApiEdge, api_routes
from tests.fakes.edge import FakeDesk
from tests.web.pages.office import PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, play


async def noted(office: Office, deed: str) -> list[tuple[str, str | None, int | None]]:
    """Who did it, in which call or how many, the latest first."""
    entries, _ = await office.edge.access.latest([PRAXIS])
    return [(one.person_name, one.call_sid, one.calls) for one in entries if one.deed == deed]


async def test_a_call_read_over_the_api_is_one_line_with_the_name_of_the_token(practice: Office) -> None:
    edge, sid, app = practice.edge, await play(practice, BOOKING), FastAPI()
    api = ApiEdge(edge.records, edge.businesses, edge.tokens, practice.clock, FakeDesk(), access=edge.access)
    app.include_router(api_routes(api))
    headers = {"Authorization": f"Bearer {await edge.tokens.create('Praxissoftware', business=PRAXIS)}"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as http:
        for _ in range(3):  # as a program asks until a call is over
            assert (await http.get(f"/api/v1/calls/{sid}")).json()["turns"]
        assert await noted(practice, "read_calls") == [("API: Praxissoftware", sid, None)]
        practice.clock.advance(timedelta(minutes=11))
        await http.get(f"/api/v1/calls/{sid}")
        assert (await http.get("/api/v1/calls/CA0")).status_code == 404
    assert await noted(practice, "read_calls") == [("API: Praxissoftware", sid, None)] * 2


async def test_a_search_that_shows_words_of_calls_is_a_line_with_their_number(practice: Office) -> None:
    await play(practice, BOOKING)
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open("/calls")
        await browser.open("/calls?q=Quastenflosser")
        assert await noted(practice, "search_calls") == []
        assert "<mark>" in (await browser.open("/calls?q=Termin")).text
        assert await noted(practice, "search_calls") == [("Anna Sommer", None, 1)]
        assert "in Gesprächen gesucht" in (await browser.open("/access")).text
